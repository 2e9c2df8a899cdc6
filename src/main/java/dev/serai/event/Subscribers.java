package dev.serai.event;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/** Who is told of events. Implemented where the listeners are, so that the event log knows none of them. */
public interface Subscribers {

    /**
     * Schedules the deliveries of events, in the transaction that logs them.
     *
     * @param database the connection of that transaction
     * @param events the events, already logged
     * @return how many deliveries each event has; an event without any is not in the map
     */
    Map<UUID, Integer> schedule(JdbcOperations database, List<Event> events);

    /**
     * Wakes those who deliver, in every hub, once the transaction has committed.
     */
    void wake();
}
