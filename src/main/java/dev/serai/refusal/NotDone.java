package dev.serai.refusal;

/** What was asked for was not done, because somebody else refused it, such as a provider. */
public final class NotDone extends Refusal {

    private static final long serialVersionUID = 1L;

    /** @param message a sentence for the caller, which says what to do */
    public NotDone(String message) {
        super(message);
    }
}
