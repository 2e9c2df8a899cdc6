package dev.serai.refusal;

/** The caller is known but may not do this. */
public final class Forbidden extends Refusal {

    private static final long serialVersionUID = 1L;

    /** @param message a sentence for the caller */
    public Forbidden(String message) {
        super(message);
    }
}
