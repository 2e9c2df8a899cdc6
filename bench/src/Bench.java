import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Measures a hub and prints what it reached as ratios; README.md says how and why so. */
public final class Bench {

    private static final int CONNECTIONS = 32;
    private static final int CLIENTS = 8;
    private static final int BATCH = 100;
    private static final int CALM_PER_SECOND = 50;
    private static final int HANGING = 20;
    private static final int HANGING_TIMEOUT_MS = 10_000;

    private final Settings settings;
    private final Report report;
    private final Stage stage;
    private final Database database;
    private final Receiver receiver;
    private final List<Double> references = new ArrayList<>();
    private String webhook = "";

    /** What one round reached, to compare the next one with; NaN: not measured. */
    private static final class Reached {
        private double accept = Double.NaN;
        private double batch = Double.NaN;
        private double drain = Double.NaN;
        private double p50 = Double.NaN;
        private double p99 = Double.NaN;
        private double hangingP99 = Double.NaN;
    }

    private Bench(Settings settings, Workplace place, Receiver receiver) {
        this.settings = settings;
        this.receiver = receiver;
        this.report = new Report(place.report(), machine());
        this.stage = new Stage(place, report, settings.profile());
        this.database = new Database(place);
    }

    /** @param arguments the sections to measure, {@code --profile}, {@code --quick} */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Settings settings = Settings.of(arguments);
        Workplace place = new Workplace();
        try (Receiver receiver = new Receiver(1 + HANGING)) {
            Bench bench = new Bench(settings, place, receiver);
            try {
                bench.run();
            } finally {
                bench.stage.close();
            }
            System.out.println();
            System.out.println(bench.report.text());
            System.out.println("Kept in " + place.report());
        }
    }

    private static String machine() {
        return String.format(
                Locale.ROOT,
                "Measured on %s with %d cores, Java %s.",
                LocalDate.now(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version());
    }

    private void run() throws IOException, InterruptedException {
        say("first start");
        Hub first = stage.restart(false);
        double firstStart = first.startSeconds();
        report.note("PostgreSQL: " + database.sql("SELECT string_agg(name || ' ' || setting, ', ' ORDER BY name) FROM"
                + " pg_settings WHERE name IN ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes')"));
        webhook = first.createWebhook("bench", receiver.url(0, "/ok"), Event.TYPE, 30_000, 3);
        database.makeReferenceTables();
        if (settings.has(Settings.Section.START)) {
            report.within("start to ready, on an empty data directory", firstStart, " s", 10);
            restarts("start to ready, on a used one");
        }
        Reached before = round("", null);
        if (settings.has(Settings.Section.READ)) {
            say("reading");
            new Reading(stage, database, report, settings).measure();
        }
        if (settings.again()) {
            say("filling in " + settings.history() + " finished deliveries");
            stage.accepting();
            database.sql("TRUNCATE delivery_due");
            database.fillHistory(webhook, settings.history());
            String suffix = String.format(Locale.ROOT, " (%,d finished)", settings.history());
            if (settings.has(Settings.Section.START)) {
                restarts("start to ready" + suffix);
            }
            round(suffix, before);
        }
        if (stage.disturbance() > 15) {
            report.note(String.format(
                    Locale.ROOT,
                    "Other programs took up to %.0f %% of the cores: measure again on a quiet machine",
                    stage.disturbance()));
        }
        if (!references.isEmpty()) {
            report.note("R in the order measured: " + references.stream()
                    .map(rate -> String.format(Locale.ROOT, "%,.0f", rate))
                    .toList());
        }
    }

    private void restarts(String what) throws IOException {
        double[] seconds = new double[3];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = stage.restart(false).startSeconds();
        }
        Arrays.sort(seconds);
        report.within(what + ", middle of 3", seconds[1], " s", 10);
    }

    /**
     * Measures all that is wanted once.
     *
     * @param before what the round with short tables reached; null: this is it
     */
    private Reached round(String suffix, Reached before) throws IOException, InterruptedException {
        Reached reached = new Reached();
        double r = Double.NaN;
        if (settings.has(Settings.Section.ACCEPT)) {
            accept(suffix, before, reached);
        }
        if (settings.has(Settings.Section.R)) {
            r = reference();
            report.told("R: event + delivery, one transaction each, 8 clients" + suffix, Math.round(r) + "/s");
        }
        if (settings.has(Settings.Section.BATCH)) {
            r = batch(suffix, before, reached, r);
        }
        if (settings.has(Settings.Section.DRAIN)) {
            drain(suffix, before, reached, r);
        }
        if (settings.has(Settings.Section.LATENCY)) {
            latency(suffix, before, reached);
        }
        if (settings.has(Settings.Section.HANGING)) {
            hanging(suffix, before, reached);
        }
        return reached;
    }

    private double reference() throws IOException, InterruptedException {
        say("R");
        stage.accepting();
        double r = database.reference(settings.seconds());
        references.add(r);
        return r;
    }

    /** Single events, compared with a route that does nothing: turn by turn, so that both meet the same machine. */
    private void accept(String suffix, Reached before, Reached reached) throws IOException, InterruptedException {
        say("accepting single events" + suffix);
        Hub hub = stage.accepting();
        byte[] event = hub.post("/events", Event.json(Event.TYPE, 0));
        byte[] empty = hub.post("/bench/empty", Event.json(Event.TYPE, 0));
        // Long enough for Java to have compiled what counts: a hub that has just started is another measurement.
        Load.closed(hub.port(), CONNECTIONS, empty, 2.0 * settings.seconds());
        Load.closed(hub.port(), CONNECTIONS, event, 2.0 * settings.seconds());
        database.sql("TRUNCATE delivery_due; CHECKPOINT");
        double events = 0;
        double empties = 0;
        for (int turn = 0; turn < 3; turn++) {
            empties += Load.closed(hub.port(), CONNECTIONS, empty, settings.seconds() / 2.0)
                            .perSecond()
                    / 3;
            events += stage.watch(
                                    "accepting single events" + suffix,
                                    running -> Load.closed(
                                            running.port(), CONNECTIONS, event, settings.seconds() / 2.0))
                            .perSecond()
                    / 3;
        }
        database.sql("TRUNCATE delivery_due");
        reached.accept = events;
        if (before == null) {
            report.atLeast("single events over REST", events, "/s", "empty route", empties, 0.6);
        } else {
            report.told("empty route" + suffix, Math.round(empties) + "/s");
            report.cost("single events over REST" + suffix, events, before.accept, 1.2);
        }
    }

    /** @return R as it was after the batches */
    private double batch(String suffix, Reached before, Reached reached, double known)
            throws IOException, InterruptedException {
        double first = Double.isNaN(known) ? reference() : known;
        say("accepting batches" + suffix);
        Hub hub = stage.accepting();
        byte[] batch = hub.post("/events/batch", Event.batch(Event.TYPE, BATCH));
        Load.closed(hub.port(), CLIENTS, batch, settings.seconds() / 2.0);
        database.sql("TRUNCATE delivery_due; CHECKPOINT");
        reached.batch = BATCH
                * stage.watch(
                                "accepting batches" + suffix,
                                running -> Load.closed(running.port(), CLIENTS, batch, settings.seconds()))
                        .perSecond();
        database.sql("TRUNCATE delivery_due");
        double second = reference();
        report.atLeast("events in batches of 100" + suffix, reached.batch, "/s", "R", (first + second) / 2, 2);
        if (before != null) {
            report.cost("events in batches of 100" + suffix, reached.batch, before.batch, 1.2);
        }
        return second;
    }

    private void drain(String suffix, Reached before, Reached reached, double known)
            throws IOException, InterruptedException {
        double first = Double.isNaN(known) ? reference() : known;
        say("draining " + settings.deliveries() + " deliveries" + suffix);
        Hub accepting = stage.accepting();
        database.sql("TRUNCATE delivery_due");
        long finished = finished();
        byte[] batch = accepting.post("/events/batch", Event.batch(Event.TYPE, 1_000));
        Load.closed(accepting.port(), 2, batch, settings.deliveries() / 1_000, 300);
        database.sql("CHECKPOINT");
        stage.close();
        Receiver.Arrivals arrivals = receiver.count();
        Hub hub = stage.restart(true);
        stage.watch("draining" + suffix, running -> {
            await(600, "the deliveries to arrive", () -> arrivals.count() >= settings.deliveries());
            return arrivals;
        });
        awaitRecorded();
        if (finished() - finished != settings.deliveries()) {
            throw new IllegalStateException(finished() - finished + " deliveries ended well, not " + settings.deliveries());
        }
        int count = arrivals.count();
        reached.drain = rate(arrivals, 0, count - 1);
        report.note(String.format(
                Locale.ROOT,
                "Draining%s: %,d arrivals for %,d deliveries; the second half %,.0f/s",
                suffix,
                count,
                settings.deliveries(),
                rate(arrivals, count / 2, count - 1)));
        double peak = hub.peakMegabytes();
        double resident = hub.residentMegabytes();
        double second = reference();
        report.atLeast("draining" + suffix, reached.drain, "/s", "R", (first + second) / 2, 0.7);
        if (before != null) {
            report.cost("draining" + suffix, reached.drain, before.drain, 1.2);
        }
        report.within("resident memory when drained" + suffix, resident, " MB", 400);
        report.within("resident memory at its peak" + suffix, peak, " MB", 400);
    }

    private static double rate(Receiver.Arrivals arrivals, int from, int to) {
        return (to - from) / ((arrivals.time(to) - arrivals.time(from)) / 1e9);
    }

    private long finished() throws IOException, InterruptedException {
        return database.number("SELECT count(*) FROM delivery WHERE status = 'success' AND webhook_id = '" + webhook + "'");
    }

    private void awaitRecorded() throws IOException, InterruptedException {
        for (int i = 0; database.number("SELECT count(*) FROM delivery_due") > 0; i++) {
            if (i == 300) {
                throw new IllegalStateException("some deliveries never ended");
            }
            LockSupport.parkNanos(100_000_000L);
        }
    }

    private void latency(String suffix, Reached before, Reached reached) throws IOException, InterruptedException {
        say("latency" + suffix);
        Hub hub = stage.delivering();
        warmUp(hub);
        Percentiles calm = stage.watch(
                "calm deliveries" + suffix, running -> calm(running, CALM_PER_SECOND * settings.calmSeconds()));
        reached.p50 = calm.millis(0.5);
        reached.p99 = calm.millis(0.99);
        report.within("event to arrival at 50/s, p50" + suffix, reached.p50, " ms", 15);
        report.within("event to arrival at 50/s, p99" + suffix, reached.p99, " ms", 50);
        if (before != null) {
            report.atMost("event to arrival, p50" + suffix, reached.p50, " ms", "before", before.p50, 1.2);
            report.atMost("event to arrival, p99" + suffix, reached.p99, " ms", "before", before.p99, 1.2);
        }
    }

    /** A hub that has just started is slow for a moment, as every Java program; what it is like afterwards counts. */
    private void warmUp(Hub hub) throws IOException, InterruptedException {
        Receiver.Arrivals arrivals = receiver.count();
        int count = 40 * CALM_PER_SECOND;
        Load.closed(hub.port(), 4, hub.post("/events", Event.json(Event.TYPE, 0)), count, 120);
        await(60, "the first deliveries to arrive", () -> arrivals.count() >= count);
        awaitRecorded();
        calm(hub, 5 * CALM_PER_SECOND);
    }

    /** Sends events at an even, calm pace, whatever the hub does, and times each until it has arrived. */
    private Percentiles calm(Hub hub, int count) throws IOException {
        Receiver.Arrivals arrivals = receiver.countNumbers(count);
        byte[][] requests = new byte[count][];
        for (int number = 0; number < count; number++) {
            requests[number] = hub.post("/events", Event.json(Event.TYPE, number));
        }
        long[] sent = Load.open(hub.port(), CALM_PER_SECOND, count, number -> requests[number]);
        await(60, "the calm deliveries to arrive", () -> arrivals.count() >= count);
        long[] taken = new long[count];
        for (int number = 0; number < count; number++) {
            taken[number] = arrivals.timeOf(number) - sent[number];
        }
        return new Percentiles(taken);
    }

    /** A healthy webhook beside twenty that take a delivery and never answer: before, with and after them. */
    private void hanging(String suffix, Reached before, Reached reached) throws IOException, InterruptedException {
        say("hanging receivers" + suffix);
        Hub hub = stage.delivering();
        warmUp(hub);
        int count = CALM_PER_SECOND * settings.calmSeconds();
        Percentiles without = calm(hub, count / 2);
        List<String> hanging = new ArrayList<>();
        for (int i = 0; i < HANGING; i++) {
            hanging.add(hub.createWebhook("hanging " + i, receiver.url(1 + i, "/hang"), Event.HANGING_TYPE, HANGING_TIMEOUT_MS, 3));
        }
        // More than the hub will have under way to each of them, so that all its room for them is taken.
        Load.closed(hub.port(), 1, hub.post("/events/batch", Event.batch(Event.HANGING_TYPE, 100)), 1, 60);
        await(20, "the receivers to hang", () -> receiver.hanging() >= HANGING);
        LockSupport.parkNanos(2_000_000_000L);
        report.note(receiver.hanging() + " deliveries hang" + suffix);
        byte[] more = hub.post("/events", Event.json(Event.HANGING_TYPE, 0));
        Percentiles with = stage.watch("hanging receivers" + suffix, running -> {
            CompletableFuture<Void> trickle = CompletableFuture.runAsync(() -> {
                try {
                    Load.open(running.port(), 2, 2 * settings.calmSeconds(), number -> more);
                } catch (IOException failed) {
                    throw new CompletionException(failed);
                }
            });
            Percentiles healthy = calm(running, count);
            trickle.join();
            return healthy;
        });
        hanging.forEach(hub::deleteWebhook);
        database.sql("DELETE FROM delivery_due WHERE webhook_id <> '" + webhook + "'");
        LockSupport.parkNanos((HANGING_TIMEOUT_MS + 2_000) * 1_000_000L);
        if (receiver.hanging() > 0) {
            report.note(receiver.hanging() + " connections are open although their deliveries are out of time" + suffix);
        }
        without = without.and(calm(hub, count / 2));
        reached.hangingP99 = with.millis(0.99);
        report.atMost("p99 of a healthy receiver beside 20 hanging" + suffix, reached.hangingP99, " ms", "without",
                without.millis(0.99), 1.5);
        if (before != null) {
            report.atMost("p99 of a healthy receiver beside 20 hanging" + suffix, reached.hangingP99, " ms", "before",
                    before.hangingP99, 1.2);
        }
    }

    private static void await(int seconds, String what, BooleanSupplier condition) {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited " + seconds + " s for " + what);
            }
            LockSupport.parkNanos(5_000_000L);
        }
    }

    private static void say(String what) {
        System.out.println("* " + what);
    }
}
