package dev.serai.webhook.delivery;

import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;

/** How long to wait before a delivery is tried again. */
final class Backoff {

    // Deliveries that failed together come back spread out, so that a receiver that just got up is not run over.
    private static final double JITTER = 0.2;

    private final DeliveryProperties.Retry retry;
    private final DoubleSupplier random;

    /** @param random numbers from 0 to 1 */
    Backoff(DeliveryProperties.Retry retry, DoubleSupplier random) {
        this.retry = retry;
        this.random = random;
    }

    /**
     * Says how long to wait.
     *
     * @param attempt the number of the attempt that failed, from 1
     */
    Duration after(int attempt) {
        double spread = 1 - JITTER + 2 * JITTER * random.getAsDouble();
        return Duration.ofMillis((long) (planned(attempt).toMillis() * spread));
    }

    private Duration planned(int attempt) {
        List<Duration> schedule = retry.schedule();
        if (!schedule.isEmpty()) {
            return schedule.get(Math.min(attempt, schedule.size()) - 1);
        }
        // Beyond thirty doublings every first wait has long reached the longest.
        Duration doubled = retry.first().multipliedBy(1L << Math.min(attempt - 1, 30));
        return doubled.compareTo(retry.longest()) < 0 ? doubled : retry.longest();
    }
}
