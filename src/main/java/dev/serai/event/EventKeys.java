package dev.serai.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/**
 * Keys that make a repeat harmless: the {@code Idempotency-Key} of a request, and the sender's own id of an event. A key
 * is claimed in the transaction that commits what it stands for, so that of two equal requests one waits for the other.
 */
@Component
class EventKeys {

    // Taking over a key that has outlived its time is an update; a live one is left alone and not returned.
    private static final String CLAIM =
            """
            INSERT INTO event_key AS k (tenant_id, scope, key, fingerprint)
            SELECT * FROM unnest(?::bigint[], ?::text[], ?::text[], ?::bytea[])
            ON CONFLICT (tenant_id, scope, key) DO UPDATE
                SET fingerprint = excluded.fingerprint, accepted = NULL, created_at = now()
                -- What has no answer is of a request that was refused: nothing was accepted under it.
                WHERE k.created_at < now() - make_interval(secs => ?) OR k.accepted IS NULL
            RETURNING tenant_id, scope, key
            """;

    private static final String EARLIER =
            """
            SELECT k.tenant_id, k.scope, k.key, k.fingerprint, k.accepted
            FROM unnest(?::bigint[], ?::text[], ?::text[]) AS wanted (tenant_id, scope, key)
            JOIN event_key k USING (tenant_id, scope, key)
            """;

    private static final String KEEP =
            """
            UPDATE event_key k SET accepted = kept.accepted
            FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[]) AS kept (tenant_id, scope, key, accepted)
            WHERE (k.tenant_id, k.scope, k.key) = (kept.tenant_id, kept.scope, kept.key)
            """;

    private static final TypeReference<List<AcceptedEvent>> ACCEPTED = new TypeReference<>() {};

    private final ObjectMapper json;
    private final IntakeProperties properties;

    EventKeys(ObjectMapper json, IntakeProperties properties) {
        this.json = json;
        this.properties = properties;
    }

    /** A key with whose it is; sorted, so that two hubs claim in the same order and never wait for each other in a ring. */
    record Key(long tenantId, String scope, String value) implements Comparable<Key> {

        static Key ofRequest(Intake intake) {
            return new Key(intake.tenantId(), "request", String.valueOf(intake.key()));
        }

        static Key ofEvent(Intake intake, Event event) {
            return new Key(intake.tenantId(), "event", String.valueOf(event.senderId()));
        }

        @Override
        public int compareTo(Key other) {
            int byTenant = Long.compare(tenantId, other.tenantId);
            int byScope = byTenant != 0 ? byTenant : scope.compareTo(other.scope);
            return byScope != 0 ? byScope : value.compareTo(other.value);
        }
    }

    /** What an earlier request or event under the same key was answered. */
    record Earlier(byte[] fingerprint, List<AcceptedEvent> accepted) {}

    /** The keys of a group that were used before; all others are claimed for it. */
    record Claims(Map<Key, Earlier> earlier) {

        @Nullable
        Earlier earlierRequest(Intake intake) {
            return intake.key() == null ? null : earlier.get(Key.ofRequest(intake));
        }

        @Nullable
        Earlier earlierEvent(Intake intake, Event event) {
            return event.senderId() == null ? null : earlier.get(Key.ofEvent(intake, event));
        }
    }

    /** @return all keys that a request carries */
    static Stream<Key> of(Intake intake) {
        Stream<Key> ofEvents = intake.events().stream()
                .filter(event -> event.senderId() != null)
                .map(event -> Key.ofEvent(intake, event));
        return intake.key() == null ? ofEvents : Stream.concat(Stream.of(Key.ofRequest(intake)), ofEvents);
    }

    /** Claims every key of the group, and finds what was answered to those used before. */
    Claims claim(JdbcOperations database, List<Intake> group) {
        Map<Key, byte[]> wanted = new HashMap<>();
        group.forEach(intake -> of(intake).forEach(key -> wanted.put(key, intake.fingerprint())));
        if (wanted.isEmpty()) {
            return new Claims(Map.of());
        }
        List<Key> keys = List.copyOf(new TreeSet<>(wanted.keySet()));
        byte[][] fingerprints = keys.stream().map(wanted::get).toArray(byte[][]::new);
        List<Key> taken = new ArrayList<>(keys);
        taken.removeAll(database.query(
                CLAIM,
                statement -> {
                    bind(statement, keys);
                    statement.setArray(4, statement.getConnection().createArrayOf("bytea", fingerprints));
                    statement.setDouble(5, properties.keyLifetime().toSeconds());
                },
                (row, number) -> key(row)));
        if (taken.isEmpty()) {
            return new Claims(Map.of());
        }
        Map<Key, Earlier> earlier = new HashMap<>();
        database.query(EARLIER, statement -> bind(statement, taken), row -> {
            earlier.put(key(row), new Earlier(row.getBytes("fingerprint"), read(row.getString("accepted"))));
        });
        return new Claims(earlier);
    }

    /** Keeps what is answered under the keys that this group has claimed. */
    void keep(JdbcOperations database, List<Intake> group, List<IntakeTransaction.Outcome> outcomes) {
        Map<Key, String> answers = new HashMap<>();
        for (int i = 0; i < group.size(); i++) {
            Intake intake = group.get(i);
            List<AcceptedEvent> accepted = outcomes.get(i).accepted();
            if (outcomes.get(i).conflict() != null) {
                continue;
            }
            if (intake.key() != null) {
                answers.put(Key.ofRequest(intake), write(accepted));
            }
            for (int e = 0; e < accepted.size(); e++) {
                Event event = intake.events().get(e);
                if (event.senderId() != null) {
                    answers.put(Key.ofEvent(intake, event), write(List.of(accepted.get(e))));
                }
            }
        }
        if (answers.isEmpty()) {
            return;
        }
        List<Key> keys = List.copyOf(new TreeSet<>(answers.keySet()));
        Object[] kept = keys.stream().map(answers::get).toArray();
        database.update(KEEP, statement -> {
            bind(statement, keys);
            statement.setArray(4, statement.getConnection().createArrayOf("text", kept));
        });
    }

    private static void bind(java.sql.PreparedStatement statement, List<Key> keys) throws java.sql.SQLException {
        var connection = statement.getConnection();
        statement.setArray(
                1,
                connection.createArrayOf(
                        "bigint", keys.stream().map(Key::tenantId).toArray()));
        statement.setArray(
                2,
                connection.createArrayOf("text", keys.stream().map(Key::scope).toArray()));
        statement.setArray(
                3,
                connection.createArrayOf("text", keys.stream().map(Key::value).toArray()));
    }

    private static Key key(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Key(row.getLong("tenant_id"), row.getString("scope"), row.getString("key"));
    }

    private String write(List<AcceptedEvent> accepted) {
        try {
            return json.writeValueAsString(accepted);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("strings and numbers always become JSON", impossible);
        }
    }

    private List<AcceptedEvent> read(String accepted) {
        try {
            return json.readValue(accepted, ACCEPTED);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("event_key.accepted holds no list of events", broken);
        }
    }
}
