package dev.serai.reaction;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Remembers for which connections a step has dealt with an event that has to come again because of others. */
@Component
class ReactionProgress {

    private static final String DONE = "SELECT connection_id FROM reaction_progress WHERE event_id = ? AND step = ?";

    private static final String ADD =
            """
            INSERT INTO reaction_progress (event_id, step, connection_id)
            SELECT ?, ?, unnest(?::uuid[]) ON CONFLICT DO NOTHING
            """;

    private static final String FORGET =
            "DELETE FROM reaction_progress p WHERE NOT EXISTS (SELECT FROM event e WHERE e.id = p.event_id)";

    private final JdbcTemplate database;

    ReactionProgress(JdbcTemplate database) {
        this.database = database;
    }

    /** @return the connections for which the step is done */
    Set<UUID> done(UUID eventId, String step) {
        return new HashSet<>(database.queryForList(DONE, UUID.class, eventId, step));
    }

    /** Adds connections for which the step is done. */
    void add(UUID eventId, String step, List<UUID> connectionIds) {
        if (!connectionIds.isEmpty()) {
            database.update(ADD, statement -> {
                statement.setObject(1, eventId);
                statement.setString(2, step);
                statement.setArray(3, statement.getConnection().createArrayOf("uuid", connectionIds.toArray()));
            });
        }
    }

    /** Takes away what has outlived its event. */
    void expire() {
        database.update(FORGET);
    }
}
