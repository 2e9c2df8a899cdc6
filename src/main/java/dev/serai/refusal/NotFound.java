package dev.serai.refusal;

/** What was asked for is not there, or belongs to another tenant. */
public final class NotFound extends Refusal {

    private static final long serialVersionUID = 1L;

    /** @param message a sentence for the caller */
    public NotFound(String message) {
        super(message);
    }
}
