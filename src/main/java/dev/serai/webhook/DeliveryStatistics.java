package dev.serai.webhook;

/**
 * How the deliveries of one webhook went, since it was made.
 *
 * @param success deliveries that ended well
 * @param failed deliveries that ended badly
 * @param pending deliveries that are still under way
 */
public record DeliveryStatistics(long success, long failed, long pending) {

    /** @return all deliveries */
    public long total() {
        return success + failed + pending;
    }

    /** @return the share of all deliveries that ended well, in percent with two decimals; 0 without deliveries */
    public double successRate() {
        return total() == 0 ? 0 : Math.round(success * 10_000.0 / total()) / 100.0;
    }
}
