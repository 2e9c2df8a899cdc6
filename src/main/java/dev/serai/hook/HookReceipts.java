package dev.serai.hook;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What was taken already, so that nothing is taken twice. */
@Component("hookReceipts")
public class HookReceipts {

    private static final String ADD =
            """
            INSERT INTO hook_receipt (connection_id, kind, digest, taken_at)
            SELECT ?, ?, digest, now() FROM unnest(?::bytea[]) AS digest
            ON CONFLICT DO NOTHING RETURNING encode(digest, 'hex')
            """;

    private static final String FORGET =
            """
            DELETE FROM hook_receipt WHERE ctid IN (
                SELECT ctid FROM hook_receipt WHERE taken_at < now() - make_interval(secs => ?)
                LIMIT 5000 FOR UPDATE SKIP LOCKED)
            """;

    private final JdbcTemplate database;
    private final HookProperties properties;

    HookReceipts(JdbcTemplate database, HookProperties properties) {
        this.database = database;
        this.properties = properties;
    }

    /** @return whether a call with this digest comes for the first time; another one with it waits until that is certain */
    boolean isFirst(UUID connectionId, Digest call) {
        return !add(connectionId, "call", List.of(call)).isEmpty();
    }

    /** @return of these events those that come for the first time */
    Set<Digest> firstOf(UUID connectionId, Collection<Digest> events) {
        return add(connectionId, "event", events);
    }

    private Set<Digest> add(UUID connectionId, String kind, Collection<Digest> digests) {
        // In one order, so that two calls with the same events don't wait for each other.
        byte[][] sorted =
                digests.stream().sorted().distinct().map(Digest::bytes).toArray(byte[][]::new);
        return database
                .query(
                        ADD,
                        statement -> {
                            statement.setObject(1, connectionId);
                            statement.setString(2, kind);
                            statement.setArray(3, statement.getConnection().createArrayOf("bytea", sorted));
                        },
                        (row, number) -> new Digest(row.getString(1)))
                .stream()
                .collect(Collectors.toSet());
    }

    /** Forgets what is older than any provider sends again. Safe to run on several hubs at once. */
    public void expire() {
        int gone;
        do {
            gone = database.update(FORGET, (double) properties.remembered().toSeconds());
        } while (gone > 0);
    }
}
