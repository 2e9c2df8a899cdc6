package dev.serai.refusal;

/** The hub can't do this right now; the same request may go through later. */
public final class Unavailable extends Refusal {

    private static final long serialVersionUID = 1L;

    private final long retrySeconds;

    /** @param message a sentence for the caller */
    public Unavailable(String message) {
        this(message, 1);
    }

    /**
     * Says when to try again.
     *
     * @param message a sentence for the caller
     * @param retrySeconds seconds until it may go through, 1 or more
     */
    public Unavailable(String message, long retrySeconds) {
        super(message);
        this.retrySeconds = retrySeconds;
    }

    /** @return seconds until it may go through */
    public long retrySeconds() {
        return retrySeconds;
    }
}
