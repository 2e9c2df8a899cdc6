package dev.serai.sync.appointment;

/** An event of the product that does not say enough to be carried over. The message is for the connection's owner. */
public final class UnusableEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong with it, to be read after the event's type */
    UnusableEvent(String message) {
        super(message, null, false, false);
    }
}
