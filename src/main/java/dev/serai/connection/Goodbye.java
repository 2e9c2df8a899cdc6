package dev.serai.connection;

import java.util.List;

/** Implemented by what has something to end at a provider when a connection goes, such as a token or a push channel. */
public interface Goodbye {

    /**
     * Called in the transaction that removes the connection, while everything of it is still there.
     *
     * @return what to call afterwards, in that order; none when there is nothing to end
     */
    List<GoodbyeCall> calls(OpenConnection connection);

    /** @return its place among the others: the smallest is called first; the credentials, with which others call, end last */
    int order();
}
