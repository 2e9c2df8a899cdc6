package dev.serai.event;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Implemented by what has something to do with events beside delivering them. Every event of every tenant comes by. */
public interface EventFollower {

    /**
     * Keeps what is to be done, in the transaction that logs the events.
     *
     * @param database the connection of that transaction
     * @param events the events, already logged
     * @param origin the connection that brought them in, which knows them already; null: they come from elsewhere
     */
    void follow(JdbcOperations database, List<Event> events, @Nullable UUID origin);
}
