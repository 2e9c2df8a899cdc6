package dev.serai.call.proxy;

import dev.serai.egress.Room;

/** Where the answer to one call is kept; it is given back when the room is closed, more than once does no harm. */
public interface AnswerRoom extends AutoCloseable {

    /** @return what the answer is read into */
    Room room();

    @Override
    void close();
}
