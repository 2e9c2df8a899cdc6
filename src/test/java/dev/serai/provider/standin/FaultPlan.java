package dev.serai.provider.standin;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which call meets which fault. */
public final class FaultPlan {

    private static final class Rule {
        private final Predicate<Call> calls;
        private final Fault fault;
        private int left;

        private Rule(Predicate<Call> calls, Fault fault, int left) {
            this.calls = calls;
            this.fault = fault;
            this.left = left;
        }
    }

    private record Chance(Predicate<Call> calls, Random random, double probability, List<Fault> faults) {}

    private final List<Rule> rules = new ArrayList<>();
    private final List<Chance> chances = new ArrayList<>();
    private int met;

    /** The next calls of a kind meet a fault. */
    public synchronized void add(int times, Predicate<Call> calls, Fault fault) {
        rules.add(new Rule(calls, fault, times));
    }

    /** Calls of a kind meet faults by chance, each as likely. */
    public synchronized void add(long seed, double probability, Predicate<Call> calls, List<Fault> faults) {
        chances.add(new Chance(calls, new Random(seed), probability, List.copyOf(faults)));
    }

    public synchronized void clear() {
        rules.clear();
        chances.clear();
    }

    /** @return how many calls have met a fault */
    public synchronized int met() {
        return met;
    }

    synchronized @Nullable Fault next(Call call) {
        Fault fault = chosen(call);
        if (fault != null) {
            met++;
        }
        return fault;
    }

    private @Nullable Fault chosen(Call call) {
        for (Iterator<Rule> all = rules.iterator(); all.hasNext(); ) {
            Rule rule = all.next();
            if (rule.calls.test(call)) {
                if (--rule.left == 0) {
                    all.remove();
                }
                return rule.fault;
            }
        }
        for (Chance chance : chances) {
            if (chance.calls.test(call) && chance.random.nextDouble() < chance.probability) {
                return chance.faults.get(chance.random.nextInt(chance.faults.size()));
            }
        }
        return null;
    }
}
