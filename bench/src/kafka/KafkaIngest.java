import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Measures how fast events come in through Kafka, and the two ways over HTTP in turns with it; README.md says how. */
public final class KafkaIngest {

    private static final String EVENTS = "serai.events";
    private static final int CONNECTIONS = 32;
    private static final int CLIENTS = 8;
    private static final int BATCH = 100;
    private static final int TURNS = 3;

    private final int seconds;
    private final int records;
    private final Broker broker;
    private final Database database;
    private final Hub hub;
    private final KafkaProducer<byte[], byte[]> producer;
    private int next;

    private KafkaIngest(boolean quick, Broker broker, Database database, Hub hub) {
        this.seconds = quick ? 2 : 10;
        this.records = quick ? 5_000 : 60_000;
        this.broker = broker;
        this.database = database;
        this.hub = hub;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address(), "linger.ms", "5"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** @param arguments {@code --quick}, or nothing */
    public static void main(String[] arguments) throws Exception {
        Workplace place = new Workplace();
        try (Broker broker = new Broker();
                Receiver receiver = new Receiver(1)) {
            broker.createTopics(EVENTS, EVENTS + ".dead", "serai.deliveries", "serai.dead-letters");
            // It takes events in and leaves their deliveries lying, as where HTTP is measured by itself.
            try (Hub hub = Hub.start(place, false, null, Map.of("SERAI_KAFKA_BROKERS", broker.address()))) {
                hub.createWebhook("bench", receiver.url(0, "/ok"), Event.TYPE, 30_000, 3);
                new KafkaIngest(Arrays.asList(arguments).contains("--quick"), broker, new Database(place), hub).run();
            }
        }
    }

    private void run() throws Exception {
        byte[] single = hub.post("/events", Event.json(Event.TYPE, 0));
        byte[] batch = hub.post("/events/batch", Event.batch(Event.TYPE, BATCH));
        // Long enough for Java to have compiled what counts.
        Load.closed(hub.port(), CONNECTIONS, single, 2.0 * seconds);
        Load.closed(hub.port(), CLIENTS, batch, seconds);
        throughKafka();
        double singles = 0;
        double batches = 0;
        double kafka = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            clear();
            singles += Load.closed(hub.port(), CONNECTIONS, single, seconds / 2.0).perSecond() / TURNS;
            clear();
            batches += Load.closed(hub.port(), CLIENTS, batch, seconds / 2.0).perSecond() * BATCH / TURNS;
            clear();
            kafka += throughKafka() / TURNS;
        }
        System.out.printf(
                Locale.ROOT,
                """
                %d events through Kafka in each of %d turns, on %d cores
                events through Kafka: %.1f of single events by POST /events over %d connections (%,.0f/s and %,.0f/s)
                events through Kafka: %.2f of POST /events/batch, %d at a time over %d connections (%,.0f/s)
                resident: %.0f MB, %.0f MB at most%n""",
                records,
                TURNS,
                Runtime.getRuntime().availableProcessors(),
                kafka / singles,
                CONNECTIONS,
                kafka,
                singles,
                kafka / batches,
                BATCH,
                CLIENTS,
                batches,
                hub.residentMegabytes(),
                hub.peakMegabytes());
    }

    private void clear() throws IOException, InterruptedException {
        database.sql("TRUNCATE delivery_due; CHECKPOINT");
    }

    /** @return events a second, from the first that is sent to the last whose offset is committed */
    private double throughKafka() throws Exception {
        long begin = System.nanoTime();
        for (int i = 0; i < records; i++) {
            String value = "{\"schemaVersion\":1,\"tenant\":{\"kind\":\"organization\",\"id\":\"" + Hub.ORGANIZATION
                    + "\"},\"event\":\"" + Event.TYPE + "\",\"data\":" + Event.data(next) + "}";
            // Keys of their own, so that all partitions are used as if by many tenants.
            byte[] key = Integer.toString(next++).getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(EVENTS, key, value.getBytes(StandardCharsets.UTF_8)));
        }
        producer.flush();
        while (broker.lag("serai", EVENTS) > 0) {
            LockSupport.parkNanos(20_000_000L);
        }
        return records / ((System.nanoTime() - begin) / 1e9);
    }
}
