package dev.serai.refusal;

/** The caller is not known: no token, or one that does not hold. */
public final class Unauthorized extends Refusal {

    private static final long serialVersionUID = 1L;

    /** @param message a sentence for the caller */
    public Unauthorized(String message) {
        super(message);
    }
}
