package dev.serai.event.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.DatabaseOutage;
import dev.serai.Receiver;
import dev.serai.kafka.KafkaHub;
import dev.serai.kafka.KafkaReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What becomes of the records of the events' topic. */
class ConsumedEventsIT extends KafkaHub {

    @Autowired
    private CamelContext camel;

    @Test
    void aRecordIsAnEventThatReachesItsReceiver() {
        Receiver receiver = receiver();
        register(receiver);

        send(
                """
                {"schemaVersion":1,"tenant":{"kind":"organization","id":"%s"},"event":"application.created",
                 "id":"a-1","timestamp":"2025-12-22T10:45:00+01:00","data":{"n":1.10},"later":"versions may add"}"""
                        .formatted(tenant.externalId()));

        var arrived = parsed(receiver.awaitArrivals(1).get(0).text());
        assertThat(arrived.at("/data/n").decimalValue().toPlainString()).isEqualTo("1.10");
        assertThat(arrived.toString()).contains("2025-12-22T09:45:00");
        awaitCommitted();
    }

    @Test
    void manyRecordsOfManyTenantsAreAllTakenEachForItsOwn() {
        List<String> others = IntStream.range(0, 5)
                .mapToObj(i -> UUID.randomUUID().toString())
                .toList();
        for (int i = 0; i < 400; i++) {
            String owner = i % 2 == 0 ? tenant.externalId() : others.get(i % 5);
            send("{\"schemaVersion\":1,\"tenant\":{\"kind\":\"organization\",\"id\":\"" + owner
                    + "\"},\"event\":\"call.ended\",\"data\":{\"n\":" + i + "}}");
        }

        awaitEvents(200);
        awaitCommitted();
        assertThat(events()).isEqualTo(200);
        assertThat(database.queryForObject(
                        "SELECT count(*) FROM event e JOIN tenant t ON t.id = e.tenant_id WHERE t.external_id = ANY (?)",
                        Integer.class,
                        (Object) others.toArray(String[]::new)))
                .isEqualTo(200);
    }

    @Test
    void theSameIdIsTheSameEventWhateverWayItComes() {
        send(record("twice", "{}"));
        send(record("twice", "{}"));
        awaitEvents(1);
        intake.accept(tenant, new dev.serai.event.NewEvent(EVENT, parsed("{}"), "twice", null), null);
        send(record("twice", "{\"other\":true}"));
        send(record("once", "{}"));

        awaitEvents(2);
        awaitCommitted();
        assertThat(events()).isEqualTo(2);
    }

    @Test
    void recordsThatAreReadAgainAreNoSecondEvents() throws Exception {
        String value =
                """
                {"schemaVersion":1,"tenant":{"kind":"organization","id":"%s"},"event":"call.ended","data":{}}"""
                        .formatted(tenant.externalId());
        for (int i = 0; i < 20; i++) {
            send(value);
        }
        awaitEvents(20);
        awaitCommitted();

        camel.getRouteController().stopRoute("events-consume");
        await().atMost(LONG).until(() -> BROKER.members(GROUP) == 0);
        BROKER.rewind(GROUP);
        camel.getRouteController().startRoute("events-consume");

        awaitCommitted();
        assertThat(events()).isEqualTo(20);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no JSON | value is not valid JSON, at line 1, column 4",
                "{\"schemaVersion\":1,\"tenant\":{\"kind\":\"user\",\"id\":\"T\"},\"event\":\"no.such\",\"data\":{}} | event is not a known event type",
                "{\"schemaVersion\":1,\"tenant\":{\"kind\":\"user\",\"id\":\"T\"},\"event\":\"call.ended\",\"data\":{},\"id\":\"\"} | id must have 1 to 255 visible characters",
                "LARGE | value must have at most 20480 bytes, and has 20481",
                "TOMBSTONE | value is missing"
            })
    void whatCanBeNoEventGoesToTheDeadLettersAndKeepsNothingElseBack(String value, String reason) {
        byte[] poison =
                switch (value) {
                    case "LARGE" -> "x".repeat(20_481).getBytes(StandardCharsets.UTF_8);
                    case "TOMBSTONE" -> null;
                    default -> value.getBytes(StandardCharsets.UTF_8);
                };
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(EVENTS, key(), poison);
        record.headers().add("team", "hiring".getBytes(StandardCharsets.UTF_8));
        record.headers().add("kafka.OVERRIDE_TOPIC", SYNCS.getBytes(StandardCharsets.UTF_8));
        record.headers().add("CamelKafkaManualCommit", "no".getBytes(StandardCharsets.UTF_8));

        send(record("before", "{}"));
        RecordMetadata place = send(record);
        send(record("after", "{}"));

        awaitEvents(2);
        try (KafkaReader reader = new KafkaReader(BROKER, DEAD_EVENTS)) {
            ConsumerRecord<byte[], byte[]> dead = reader.await(1, LONG, one -> Arrays.equals(one.key(), key()))
                    .get(0);
            assertThat(KafkaReader.header(dead, "serai-reason")).startsWith(reason);
            assertThat(KafkaReader.header(dead, "serai-topic")).isEqualTo(EVENTS);
            assertThat(KafkaReader.header(dead, "serai-partition")).isEqualTo("" + place.partition());
            assertThat(KafkaReader.header(dead, "serai-offset")).isEqualTo("" + place.offset());
            assertThat(KafkaReader.header(dead, "team")).isEqualTo("hiring");
            assertThat(dead.value()).isEqualTo(poison);
        }
        awaitCommitted();
    }

    @Test
    void anEventThatTheDatabaseRefusesIsSetAsideAloneOfItsTenantsBatch() {
        database.execute(
                """
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = 'check_violation', CONSTRAINT = 'good'; END $$
                """);
        database.execute("CREATE TRIGGER refuse BEFORE INSERT ON event FOR EACH ROW WHEN (NEW.data = '{\"bad\":true}')"
                + " EXECUTE FUNCTION refuse()");
        try {
            for (int i = 0; i < 10; i++) {
                send(record("r-" + i, i == 5 ? "{\"bad\":true}" : "{}"));
            }
            awaitEvents(9);
            awaitCommitted();
        } finally {
            database.execute("DROP FUNCTION refuse() CASCADE");
        }

        try (KafkaReader reader = new KafkaReader(BROKER, DEAD_EVENTS)) {
            assertThat(reader.await(1, LONG, one -> Arrays.equals(one.key(), key())))
                    .singleElement()
                    .satisfies(dead -> {
                        assertThat(KafkaReader.header(dead, "serai-reason")).startsWith("It can't be kept");
                        assertThat(dead.value())
                                .isEqualTo(record("r-5", "{\"bad\":true}").getBytes(StandardCharsets.UTF_8));
                    });
        }
    }

    @Test
    void recordsWaitWhileTheDatabaseIsAwayAndNoneIsSkipped() throws Exception {
        DatabaseOutage outage = new DatabaseOutage(environment);
        long committed;
        outage.begin();
        try {
            committed = BROKER.committed(GROUP);
            for (int i = 0; i < 120; i++) {
                send(record("o-" + i, "{\"n\":" + i + "}"));
            }
            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(8))
                    .until(() -> BROKER.committed(GROUP) == committed);
        } finally {
            outage.end();
        }

        awaitEvents(120);
        awaitCommitted();
    }

    @Test
    void aRecordWithoutAKeyIsAnEventAsWell() {
        send(new ProducerRecord<>(EVENTS, null, record("keyless", "{}").getBytes(StandardCharsets.UTF_8)));

        awaitEvents(1);
    }

    @Test
    void partitionsThatMoveBackAndForthLoseNothing() {
        // Whoever joins gets partitions, takes nothing in and leaves: what it was given is the hub's to read again.
        Thread sender = new Thread(() -> {
            for (int i = 0; i < 600; i++) {
                send(record("m-" + i, "{\"n\":" + i + "}"));
            }
        });
        sender.start();
        for (int i = 0; i < 3; i++) {
            try (KafkaConsumer<byte[], byte[]> passer = new KafkaConsumer<>(
                    Map.of(
                            "bootstrap.servers", BROKER.address(),
                            "group.id", GROUP,
                            "enable.auto.commit", "false",
                            "auto.offset.reset", "earliest",
                            "partition.assignment.strategy",
                                    "org.apache.kafka.clients.consumer.CooperativeStickyAssignor"),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                passer.subscribe(List.of(EVENTS));
                await("somebody else has partitions").atMost(LONG).until(() -> {
                    passer.poll(Duration.ofMillis(100));
                    return !passer.assignment().isEmpty();
                });
            }
        }

        awaitEvents(600);
        awaitCommitted();
    }
}
