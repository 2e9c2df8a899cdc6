package dev.serai.refusal;

/** The request contradicts what is there already, such as a used name or idempotency key. */
public final class Conflict extends Refusal {

    private static final long serialVersionUID = 1L;

    /** @param message a sentence for the caller */
    public Conflict(String message) {
        super(message);
    }
}
