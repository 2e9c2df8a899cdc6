package dev.serai.connection;

/** Implemented by what depends on how a connection is used, such as work that is done for it again and again. */
public interface ConnectionWatcher {

    /** Called in the transaction in which a connection is made, after it is. */
    default void created(OpenConnection connection) {}

    /**
     * Called in the transaction in which a connection is changed by its owner, after the change.
     *
     * @param before the connection as it was
     * @param after the connection as it is now
     */
    void changed(OpenConnection before, OpenConnection after);

    /** Called in the transaction in which a connection is removed by its owner, with the connection as it was. */
    default void deleted(OpenConnection connection) {}
}
