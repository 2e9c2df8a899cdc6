package dev.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.kafka.KafkaBroker;
import dev.serai.kafka.KafkaReader;
import dev.serai.platform.database.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two hubs, a database and a broker that wants them to encrypt and to log in: 10,000 events come half over HTTP and half through Kafka, while one hub is killed, the
 * broker is started again, and the other hub is stopped and started again.
 */
class TwoHubsKafkaIT {

    private static final Logger LOG = LoggerFactory.getLogger(TwoHubsKafkaIT.class);
    private static final int EACH_WAY = 5_000;
    private static final int PART = EACH_WAY / 4;
    /** What a hub sends at once of one topic, by its settings here. */
    private static final int PUBLISHED_AT_ONCE = 100;

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ObjectMapper json = new ObjectMapper();
    private final KafkaBroker broker = KafkaBroker.shared();
    private final KafkaLoad kafka = new KafkaLoad(broker, "two-hubs");
    private final EmbeddedPostgres server = EmbeddedPostgres.start(HubProcess.newData("kafka-database"), Map.of());
    private final DatabaseAccess database = DatabaseAccess.to(server);
    private final Receiver receiver = new Receiver();
    private final Set<Integer> accepted = new HashSet<>();
    private HubProcess one;
    private HubProcess other;

    @AfterEach
    void stop() {
        one.close();
        other.close();
        receiver.close();
        kafka.close();
        server.close();
    }

    @Test
    void loseNothingAndRepeatNoMoreThanADeadHubHadUnderWay() throws Exception {
        start();
        HubClient client = new HubClient(one.uri());
        HubClient.Webhook webhook = client.createWebhook(receiver.uri(), TIMEOUT);
        receiver.expect(webhook);

        await("both hubs read from Kafka").atMost(PATIENCE).until(() -> kafka.workers() == 2);
        // As long as nothing is answered, the one that was slower to begin finds work too.
        receiver.hold();
        part(0, () -> {
            await("both hubs deliver")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> database.number(
                                    "SELECT count(DISTINCT node_id) FROM delivery_due WHERE node_id IS NOT NULL")
                            == 2);
            receiver.release();
        });
        long[] underWay = new long[1];
        part(1, () -> {
            one.kill();
            one.startAgain();
            // Whoever is killed is the only one whose claims stay as they are.
            underWay[0] = claimsOfTheDead();
            one.awaitReady();
        });
        part(2, () -> {
            broker.stop();
            broker.startAgain();
        });
        part(3, () -> {
            other.terminate();
            assertThat(other.awaitExit()).isIn(0, 143);
            other.startAgain().awaitReady();
        });

        Set<Integer> sent = IntStream.range(EACH_WAY, 2 * EACH_WAY).boxed().collect(Collectors.toSet());
        await("all events arrive").atMost(PATIENCE).until(() -> receiver.has(accepted) && receiver.has(sent));
        receiver.assertGenuineAndUnderOneId();
        await("every delivery is settled once")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> client.figures(webhook)
                        .equals(new HubClient.Figures(receiver.count(), receiver.count(), 0, 0)));
        await("Kafka need not keep anything").atMost(PATIENCE).until(kafka::isAtTheEnd);
        assertThat(receiver.repeats()).as("repeated deliveries").isLessThanOrEqualTo((int) underWay[0]);
        assertThatEveryDeliveryIsTold();
        for (HubProcess hub : List.of(one, other)) {
            assertThat(hub.output()).doesNotContain(broker.security().password());
        }
    }

    private void start() {
        server.awaitReady();
        kafka.createTopics();
        Path data = HubProcess.newData("two-hubs-kafka");
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.putAll(kafka.securedSettings());
        one = HubProcess.start("one-of-two-with-kafka", data, settings);
        other = HubProcess.start("other-of-two-with-kafka", data, settings);
        one.awaitReady();
        other.awaitReady();
    }

    /** Something that happens while events come in. */
    private interface Disturbance {
        void happen() throws Exception;
    }

    private void part(int number, Disturbance disturbance) throws Exception {
        int first = number * PART;
        try (Load load = Load.startAt(first, PART, one, other)) {
            List<Future<RecordMetadata>> sent = kafka.send(EACH_WAY + first, PART / 2);
            load.awaitAccepted(PART / 4);
            disturbance.happen();
            sent.addAll(kafka.send(EACH_WAY + first + PART / 2, PART - PART / 2));
            load.awaitEnd();
            KafkaLoad.await(sent);
            accepted.addAll(load.accepted());
        }
    }

    private long claimsOfTheDead() {
        // The living one goes on saying that it lives; the one that said so longest ago is the dead one.
        await("the dead hub has been silent for a while")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() ->
                        database.number("SELECT count(*) FROM hub_node WHERE seen_at < now() - interval '3 seconds'")
                                >= 1);
        return database.number(
                """
                SELECT count(*) FROM delivery_due WHERE node_id =
                    (SELECT id FROM hub_node ORDER BY seen_at LIMIT 1)
                """);
    }

    private void assertThatEveryDeliveryIsTold() throws IOException {
        try (KafkaReader told = kafka.deliveries()) {
            await("every delivery is told").atMost(PATIENCE).until(() -> deliveries(told)
                    .equals(database.texts("SELECT id::text FROM delivery")));
            long outcomes = told.records().stream().map(this::id).distinct().count();
            int repeats = (int) (told.records().size() - outcomes);
            LOG.info(
                    "{} events over HTTP, {} through Kafka; {} repeated deliveries, {} repeated outcomes",
                    accepted.size(),
                    EACH_WAY,
                    receiver.repeats(),
                    repeats);
            assertThat(outcomes).isEqualTo(receiver.count());
            // One hub was killed, and it may have published one batch that it could not forget any more.
            assertThat(repeats).as("repeated outcomes").isLessThanOrEqualTo(PUBLISHED_AT_ONCE);
        }
    }

    private Set<String> deliveries(KafkaReader told) {
        return told.records().stream()
                .map(record -> value(record).at("/data/deliveryId").asText())
                .collect(Collectors.toSet());
    }

    private String id(ConsumerRecord<byte[], byte[]> record) {
        return value(record).at("/id").asText();
    }

    private JsonNode value(ConsumerRecord<byte[], byte[]> record) {
        try {
            return json.readTree(record.value());
        } catch (IOException malformed) {
            throw new AssertionError(KafkaReader.value(record), malformed);
        }
    }
}
