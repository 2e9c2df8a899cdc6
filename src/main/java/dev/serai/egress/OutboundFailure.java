package dev.serai.egress;

/** An exchange that brought no answer. The message is for the hub's users: a few words, without secrets. */
public final class OutboundFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why there is no answer. */
    public enum Kind {
        /** The guard does not let the hub talk to this destination. */
        REFUSED,
        /** The name has no address. */
        DNS,
        /** No connection came about. */
        CONNECT,
        /** The receiver's certificate does not hold, or no encryption could be agreed on. */
        TLS,
        /** The exchange was not over in time. */
        TIMEOUT,
        /** There is no room for the answer's body. */
        NO_ROOM,
        /** What came back is not HTTP, or the connection broke. */
        BROKEN
    }

    private final Kind kind;

    public OutboundFailure(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** @return why there is no answer */
    public Kind kind() {
        return kind;
    }
}
