package dev.serai.refusal;

/** The request has more than the hub takes in. */
public final class TooLarge extends Refusal {

    private static final long serialVersionUID = 1L;

    /** @param message a sentence for the caller */
    public TooLarge(String message) {
        super(message);
    }
}
