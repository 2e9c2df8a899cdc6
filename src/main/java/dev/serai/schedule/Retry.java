package dev.serai.schedule;

import java.time.Duration;

/** How long a task that failed waits before it is tried again. */
final class Retry {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LONGEST_ASKED_FOR = Duration.ofDays(1);
    private static final int DOUBLINGS = 12;
    private static final double JITTER = 0.2;

    private Retry() {}

    /**
     * Plans the next attempt.
     *
     * @param attempt the number of the attempt that failed, from 1
     * @param failure why; one that says how long to wait is obeyed, up to a day
     * @param random from 0 to 1: what failed together comes back spread out
     */
    static Duration after(int attempt, Throwable failure, double random) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Postponed postponed && postponed.retryAfter().isPresent()) {
                Duration asked = postponed.retryAfter().get();
                return asked.compareTo(LONGEST_ASKED_FOR) < 0 ? asked : LONGEST_ASKED_FOR;
            }
        }
        Duration doubled = FIRST.multipliedBy(1L << Math.min(attempt - 1, DOUBLINGS));
        Duration planned = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return Duration.ofMillis((long) (planned.toMillis() * (1 - JITTER + 2 * JITTER * random)));
    }
}
