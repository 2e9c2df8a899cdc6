package dev.serai.refusal;

/** The tenant has made more requests than its limit allows. */
public final class TooManyRequests extends Refusal {

    private static final long serialVersionUID = 1L;

    private final long retrySeconds;

    /**
     * @param message a sentence for the caller
     * @param retrySeconds seconds until the next request is allowed
     */
    public TooManyRequests(String message, long retrySeconds) {
        super(message);
        this.retrySeconds = retrySeconds;
    }

    /** @return seconds until the next request is allowed */
    public long retrySeconds() {
        return retrySeconds;
    }
}
