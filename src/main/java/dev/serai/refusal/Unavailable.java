package dev.serai.refusal;

/** The hub can't do this right now; the same request may go through later. */
public final class Unavailable extends Refusal {

    private static final long serialVersionUID = 1L;

    /** @param message a sentence for the caller */
    public Unavailable(String message) {
        super(message);
    }
}
