package dev.serai.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.SharedHub;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** A hub with a Kafka, started once for all tests that extend this. Each test has a tenant of its own. */
@TestPropertySource(
        properties = {
            "serai.data-dir=target/kafka-hub-under-test",
            "serai.kafka.topics.events=" + KafkaHub.EVENTS,
            "serai.kafka.topics.dead-events=" + KafkaHub.DEAD_EVENTS,
            "serai.kafka.topics.deliveries=" + KafkaHub.DELIVERIES,
            "serai.kafka.topics.dead-letters=" + KafkaHub.DEAD_LETTERS,
            "serai.kafka.topics.connections=" + KafkaHub.CONNECTIONS,
            "serai.kafka.topics.syncs=" + KafkaHub.SYNCS,
            "serai.kafka.group=" + KafkaHub.GROUP,
            "serai.kafka.batch=50",
            "serai.kafka.record-limit=20KB",
            "serai.kafka.properties.session.timeout.ms=6000"
        })
public abstract class KafkaHub extends SharedHub {

    protected static final String EVENTS = "hub.events";
    protected static final String DEAD_EVENTS = "hub.events.dead";
    protected static final String DELIVERIES = "hub.deliveries";
    protected static final String DEAD_LETTERS = "hub.dead-letters";
    protected static final String CONNECTIONS = "hub.connections";
    /** Is not there before a test makes it. */
    protected static final String SYNCS = "hub.syncs";

    protected static final String GROUP = "hub";
    protected static final Duration LONG = Duration.ofSeconds(60);

    protected static final KafkaBroker BROKER = KafkaBroker.shared();

    private static final KafkaProducer<byte[], byte[]> PRODUCER = new KafkaProducer<>(
            Map.of("bootstrap.servers", BROKER.address()), new ByteArraySerializer(), new ByteArraySerializer());

    @Autowired
    protected Environment environment;

    @DynamicPropertySource
    static void kafka(DynamicPropertyRegistry registry) {
        BROKER.createTopics(EVENTS, DEAD_EVENTS, DELIVERIES, DEAD_LETTERS, CONNECTIONS);
        registry.add("serai.kafka.brokers", BROKER::address);
    }

    /** @return an event of this test's tenant as a record has it */
    protected String record(String id, String data) {
        return """
                {"schemaVersion":1,"tenant":{"kind":"organization","id":"%s"},"event":"%s","id":"%s","data":%s}"""
                .formatted(tenant.externalId(), EVENT, id, data);
    }

    /** Sends a record under the key of this test's tenant and waits until the broker has it. */
    protected RecordMetadata send(String value) {
        return send(new ProducerRecord<>(EVENTS, key(), value.getBytes(StandardCharsets.UTF_8)));
    }

    protected RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
        try {
            return PRODUCER.send(record).get(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(failed);
        }
    }

    protected byte[] key() {
        return ("organization:" + tenant.externalId()).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Has a topic's outcomes published by another hub, which lives and does nothing: they stay where they can be seen.
     *
     * @param topic the topic's word in the outbox
     * @return the hub; whoever removes it from the table {@code hub_node} has them published again
     */
    protected UUID leaveToAnotherHub(String topic) {
        UUID other = UUID.randomUUID();
        database.update("INSERT INTO hub_node (id, seen_at) VALUES (?, now() + interval '5 minutes')", other);
        database.update(
                """
                UPDATE outbox_lane SET claim = ?, node_id = ?, leased_until = now() + interval '5 minutes'
                WHERE topic = ?
                """,
                UUID.randomUUID(),
                other,
                topic);
        return other;
    }

    /** @return how many events of this test's tenant the hub has */
    protected int events() {
        @Nullable
        Integer count =
                database.queryForObject("SELECT count(*) FROM event WHERE tenant_id = ?", Integer.class, tenant.id());
        return count == null ? 0 : count;
    }

    protected void awaitEvents(int count) {
        await("events of the tenant").atMost(LONG).ignoreExceptions().until(() -> events() == count);
    }

    /** Waits until all that was sent is committed to Kafka as well. */
    protected void awaitCommitted() {
        await("offsets are at the topic's end").atMost(LONG).untilAsserted(() -> assertThat(BROKER.committed(GROUP))
                .isEqualTo(BROKER.end(EVENTS)));
    }
}
