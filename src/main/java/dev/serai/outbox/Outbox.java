package dev.serai.outbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.kafka.KafkaProperties;
import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps what is to be told through Kafka, in the transaction in which it happens: it is told if and only if it is true.
 * Without a Kafka nothing is kept.
 */
@Component
public class Outbox {

    /** How many shards each topic's rows have, so that several hubs publish at once. A tenant's are all in one. */
    public static final int SHARDS = 8;

    // A record may have 1 MB, as brokers come, and has the outcome's id, tenant and time in it as well.
    private static final int LARGEST = 900_000;
    private static final int LARGEST_PART = 10_000;
    /** In bytes of UTF-8 for a char of Java. */
    private static final int LONGEST_CHARACTER = 3;

    private static final String ADD =
            """
            INSERT INTO outbox (topic, shard, tenant_id, type, happened_at, data)
            SELECT ?, tenant_id % ?, tenant_id, type, happened_at, data
            FROM unnest(?::bigint[], ?::text[], ?::timestamptz[], ?::text[]) AS told (tenant_id, type, happened_at, data)
            """;

    private static final String WAITING = "SELECT count(*) AS waiting, min(happened_at) AS oldest FROM outbox";

    private final KafkaProperties properties;
    private final JdbcTemplate database;
    private final OutboxSignal signal;

    Outbox(KafkaProperties properties, JdbcTemplate database, OutboxSignal signal) {
        this.properties = properties;
        this.database = database;
        this.signal = signal;
    }

    /**
     * What waits to be published.
     *
     * @param count how many outcomes
     * @param oldest when the oldest of them happened; empty when none waits
     */
    public record Waiting(long count, Optional<Instant> oldest) {}

    /** @return whether there is a Kafka to tell anything through */
    public boolean isOn() {
        return properties.isOn();
    }

    /**
     * Keeps outcomes in the current transaction.
     *
     * @param transaction the connection of that transaction
     */
    public void add(JdbcOperations transaction, OutcomeTopic topic, List<Outcome> outcomes) {
        if (!isOn() || outcomes.isEmpty()) {
            return;
        }
        transaction.update(ADD, statement -> {
            var connection = statement.getConnection();
            statement.setString(1, topic.word());
            statement.setInt(2, SHARDS);
            statement.setArray(3, connection.createArrayOf("bigint", column(outcomes, Outcome::tenantId)));
            statement.setArray(4, connection.createArrayOf("text", column(outcomes, Outcome::type)));
            statement.setObject(
                    5,
                    connection.createArrayOf(
                            "timestamptz", column(outcomes, told -> told.at().atOffset(ZoneOffset.UTC))),
                    Types.ARRAY);
            statement.setArray(6, connection.createArrayOf("text", column(outcomes, Outbox::data)));
        });
        publishAfterCommit();
    }

    /** What a topic would not take would keep back all that waits behind it, so large parts are left out and named. */
    private static String data(Outcome told) {
        String whole = told.data().toString();
        if (whole.length() * LONGEST_CHARACTER <= LARGEST || whole.getBytes(StandardCharsets.UTF_8).length <= LARGEST) {
            return whole;
        }
        ObjectNode data = told.data().deepCopy();
        ArrayNode omitted = JsonNodeFactory.instance.arrayNode();
        told.data().properties().stream()
                .filter(part -> part.getValue().toString().length() > LARGEST_PART)
                .forEach(part -> {
                    data.remove(part.getKey());
                    omitted.add(part.getKey());
                });
        return data.set("omitted", omitted).toString();
    }

    /** Has what the current transaction keeps published at once, when it has committed. */
    public void publishAfterCommit() {
        if (isOn() && TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    signal.raise();
                }
            });
        }
    }

    /** @return what waits in the database, of all hubs; counted each time it is asked for */
    public Waiting waiting() {
        return database.queryForObject(WAITING, (row, number) -> {
            @Nullable OffsetDateTime oldest = row.getObject("oldest", OffsetDateTime.class);
            return new Waiting(
                    row.getLong("waiting"), Optional.ofNullable(oldest).map(OffsetDateTime::toInstant));
        });
    }

    private static Object[] column(List<Outcome> outcomes, Function<Outcome, Object> value) {
        return outcomes.stream().map(value).toArray();
    }
}
