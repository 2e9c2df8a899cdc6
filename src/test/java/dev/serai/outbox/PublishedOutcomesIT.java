package dev.serai.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.connection.Connection;
import dev.serai.connection.ConnectionChange;
import dev.serai.connection.ConnectionHealth;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.connection.NewConnection;
import dev.serai.kafka.KafkaHub;
import dev.serai.kafka.KafkaReader;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.webhook.RevealedWebhook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What a hub tells through Kafka, and in which order. */
class PublishedOutcomesIT extends KafkaHub {

    @Autowired
    private Outbox outbox;

    @Autowired
    private Connections connections;

    @Autowired
    private ConnectionHealth health;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private DataSource dataSource;

    @Test
    void tellsHowADeliveryEnded() {
        RevealedWebhook webhook = register(receiver());
        accept();

        JsonNode told = told(DELIVERIES, 1).get(0);
        assertThat(told.at("/schemaVersion").asInt()).isEqualTo(1);
        assertThat(UUID.fromString(told.at("/id").asText())).isNotNull();
        assertThat(told.at("/type").asText()).isEqualTo("delivery.succeeded");
        assertThat(told.at("/tenant"))
                .isEqualTo(parsed(
                        """
                {"kind":"organization","id":"%s"}""".formatted(tenant.externalId())));
        assertThat(Instant.parse(told.at("/time").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(told.at("/data/webhookId").asText())
                .isEqualTo(webhook.webhook().id().toString());
        assertThat(told.at("/data/event").asText()).isEqualTo(EVENT);
        assertThat(told.at("/data/status").asText()).isEqualTo("success");
        assertThat(told.at("/data/attempts").asInt()).isEqualTo(1);
        assertThat(told.at("/data/responseStatus").asInt()).isEqualTo(200);
        assertThat(told.at("/data/error").isNull()).isTrue();
    }

    @Test
    void tellsOfADeadLetterBesideTheFailure() {
        register(tenant, receiver().answers(500), 2, 5_000, Map.of());
        accept();

        JsonNode failed = told(DELIVERIES, 1).get(0);
        assertThat(failed.at("/type").asText()).isEqualTo("delivery.failed");
        assertThat(failed.at("/data/attempts").asInt()).isEqualTo(2);
        JsonNode dead = told(DEAD_LETTERS, 1).get(0);
        assertThat(dead.at("/type").asText()).isEqualTo("delivery.dead_lettered");
        assertThat(dead.at("/data/deliveryId")).isEqualTo(failed.at("/data/deliveryId"));
        assertThat(dead.at("/id")).isNotEqualTo(failed.at("/id"));
    }

    @Test
    void tellsWhatBecomesOfAConnectionInThatOrderAndNothingOfWhatItIsConfiguredWith() {
        Connection connection = connections.create(
                tenant,
                new NewConnection(
                        "before",
                        "gmail",
                        null,
                        ConnectionStatus.ACTIVE,
                        "oauth2",
                        JsonNodeFactory.instance.objectNode().put("clientSecret", "hidden"),
                        JsonNodeFactory.instance.objectNode(),
                        null));
        connections.update(tenant, connection.id(), new ConnectionChange("after", null, null, null, null, null));
        connections.delete(tenant, connection.id());

        List<JsonNode> told = told(CONNECTIONS, 3);
        assertThat(told.stream().map(one -> one.at("/type").asText()))
                .containsExactly("connection.created", "connection.updated", "connection.deleted");
        assertThat(told.stream().map(one -> one.at("/data/name").asText())).containsExactly("before", "after", "after");
        assertThat(told.toString()).doesNotContain("hidden");
    }

    @Test
    void tellsWhenAProviderRefusesAConnection() {
        Connection connection = connections.create(
                tenant,
                new NewConnection(
                        "CRM",
                        "hubspot",
                        null,
                        ConnectionStatus.ACTIVE,
                        "oauth2",
                        JsonNodeFactory.instance.objectNode(),
                        JsonNodeFactory.instance.objectNode(),
                        null));
        health.failed(tenant.id(), connection.id(), new ProviderFault(ErrorClass.REAUTHORISE, "HubSpot says no"));

        List<JsonNode> told = told(CONNECTIONS, 3);
        assertThat(told.stream().map(one -> one.at("/type").asText()))
                .containsExactly(
                        "connection.created", "connection.status_changed", "connection.reauthorization_required");
        assertThat(told.get(1).at("/data/status").asText()).isEqualTo("error");
        assertThat(told.get(2).at("/data/healthStatus").asText()).isEqualTo("unhealthy");
    }

    @Test
    void keepsATenantsOrderAndLosesNothingWhileTheBrokerIsAway() {
        tell(OutcomeTopic.CONNECTIONS, 0, 150);
        told(CONNECTIONS, 1);
        BROKER.stop();
        try {
            tell(OutcomeTopic.CONNECTIONS, 150, 300);
        } finally {
            BROKER.startAgain();
        }

        await("all are told").atMost(LONG).untilAsserted(() -> assertThat(distinct(CONNECTIONS))
                .hasSize(300));
        assertThat(distinct(CONNECTIONS))
                .isEqualTo(IntStream.range(0, 300).boxed().toList());
    }

    @Test
    void aTopicThatIsMissingKeepsNothingElseBackAndGetsWhatWaitsWhenItIsMade() {
        tell(OutcomeTopic.SYNCS, 0, 20);
        tell(OutcomeTopic.CONNECTIONS, 0, 20);

        told(CONNECTIONS, 20);
        assertThat(outbox.waiting().count()).isGreaterThanOrEqualTo(20);
        assertThat(outbox.waiting().oldest()).isPresent();

        BROKER.createTopics(SYNCS);
        await("they are told").atMost(LONG).untilAsserted(() -> assertThat(distinct(SYNCS))
                .isEqualTo(IntStream.range(0, 20).boxed().toList()));
        await("nothing waits").atMost(LONG).until(() -> outbox.waiting().count() == 0);
    }

    @Test
    void aLaneIsLeftToTheHubThatHoldsItAndTakenOverWhenThatHubIsGone() {
        UUID other = leaveToAnotherHub("connections");
        try {
            tell(OutcomeTopic.CONNECTIONS, 0, 5);
            await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(10)).until(() -> distinct(CONNECTIONS)
                    .isEmpty());
        } finally {
            database.update("DELETE FROM hub_node WHERE id = ?", other);
        }

        await().atMost(LONG).until(() -> distinct(CONNECTIONS).size() == 5);
    }

    @Test
    void whatKafkaHasButCouldNotBeForgottenIsToldAgainUnderTheSameId() throws Exception {
        UUID other = UUID.randomUUID();
        database.update("INSERT INTO hub_node (id, seen_at) VALUES (?, now() + interval '1 minute')", other);
        database.update(
                """
                UPDATE outbox_lane SET claim = ?, node_id = ?, leased_until = now() + interval '1 minute'
                WHERE topic = 'connections'
                """,
                UUID.randomUUID(),
                other);
        tell(OutcomeTopic.CONNECTIONS, 0, 3);
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT FROM outbox WHERE tenant_id = " + tenant.id() + " FOR UPDATE");
            database.update("DELETE FROM hub_node WHERE id = ?", other);
            told(CONNECTIONS, 1);
            await("they can't be forgotten").atMost(LONG).until(this::somebodyWaitsToForget);
            database.queryForList(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE wait_event_type = 'Lock' AND query LIKE 'DELETE FROM outbox%'
                    """);
            connection.rollback();
            connection.setAutoCommit(true);
        }

        await("nothing waits").atMost(LONG).until(() -> outbox.waiting().count() == 0);
        assertThat(told(CONNECTIONS, 4)).hasSizeGreaterThan(3);
        assertThat(distinct(CONNECTIONS)).containsExactly(0, 1, 2);
    }

    @Test
    void whatATopicWouldNotTakeIsLeftOutAndKeepsNothingBack() {
        transactions.executeWithoutResult(status -> outbox.add(
                database,
                OutcomeTopic.CONNECTIONS,
                List.of(
                        new Outcome(
                                tenant.id(),
                                "test.large",
                                Instant.now(),
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("n", 0)
                                        .put("payload", "ü".repeat(1_000_000))),
                        new Outcome(
                                tenant.id(),
                                "test.told",
                                Instant.now(),
                                JsonNodeFactory.instance.objectNode().put("n", 1)))));

        JsonNode large = told(CONNECTIONS, 2).get(0).path("data");
        assertThat(large).isEqualTo(parsed("{\"n\":0,\"omitted\":[\"payload\"]}"));
    }

    private boolean somebodyWaitsToForget() {
        return Boolean.TRUE.equals(database.queryForObject(
                """
                SELECT EXISTS (SELECT FROM pg_stat_activity
                WHERE wait_event_type = 'Lock' AND query LIKE 'DELETE FROM outbox%')
                """,
                Boolean.class));
    }

    private void tell(OutcomeTopic topic, int from, int to) {
        for (int i = from; i < to; i += 10) {
            List<Outcome> outcomes = new ArrayList<>();
            for (int n = i; n < Math.min(to, i + 10); n++) {
                outcomes.add(new Outcome(
                        tenant.id(),
                        "test.told",
                        Instant.now(),
                        JsonNodeFactory.instance.objectNode().put("n", n)));
            }
            transactions.executeWithoutResult(status -> outbox.add(database, topic, outcomes));
        }
    }

    /** What a reader that leaves repeats out has of this test's tenant. */
    private List<Integer> distinct(String topic) {
        try (KafkaReader reader = new KafkaReader(BROKER, topic)) {
            reader.awaitEnd(BROKER.end(topic));
            List<String> ids = new ArrayList<>();
            List<Integer> numbers = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : reader.records()) {
                JsonNode value = parsed(KafkaReader.value(record));
                if (isMine(record) && !ids.contains(value.at("/id").asText())) {
                    ids.add(value.at("/id").asText());
                    numbers.add(value.at("/data/n").asInt());
                }
            }
            return numbers;
        }
    }

    private List<JsonNode> told(String topic, int count) {
        try (KafkaReader reader = new KafkaReader(BROKER, topic)) {
            return reader.await(count, LONG, this::isMine).stream()
                    .map(record -> parsed(KafkaReader.value(record)))
                    .toList();
        }
    }

    private boolean isMine(ConsumerRecord<byte[], byte[]> record) {
        return Arrays.equals(record.key(), key());
    }
}
