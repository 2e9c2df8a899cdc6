package dev.serai.refusal;

/** Somebody else, such as a provider, answered the hub in a way that it can't pass on. */
public final class BadAnswer extends Refusal {

    private static final long serialVersionUID = 1L;

    /** @param message a sentence for the caller */
    public BadAnswer(String message) {
        super(message);
    }
}
