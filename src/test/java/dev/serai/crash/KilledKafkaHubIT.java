package dev.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.kafka.KafkaBroker;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A hub that reads from Kafka, and is killed while it does. */
class KilledKafkaHubIT {

    private static final int EVENTS = 4_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KafkaLoad kafka = new KafkaLoad(KafkaBroker.shared(), "killed-hub");
    private final Receiver receiver = new Receiver();
    private HubProcess hub;

    @AfterEach
    void stop() {
        hub.close();
        receiver.close();
        kafka.close();
    }

    @Test
    void saysWhichTopicIsMissingAndLosesNothingWhenItIsKilledInTheMiddle() throws Exception {
        hub = HubProcess.start("killed-with-kafka", HubProcess.newData("killed-with-kafka"), kafka.settings());
        hub.awaitReady();
        HubClient client = new HubClient(hub.uri());
        HubClient.Webhook webhook = client.createWebhook(receiver.uri(), Duration.ofSeconds(5));
        receiver.expect(webhook);
        await("the missing topic is named").atMost(PATIENCE).until(() -> hub.output()
                .contains("Kafka has no topic killed-hub.events"));

        kafka.createTopics();
        KafkaLoad.await(kafka.send(0, EVENTS));
        awaitEvents(EVENTS / 8);
        hub.kill();
        hub.startAgain().awaitReady();
        awaitEvents(EVENTS / 2);
        hub.kill();
        hub.startAgain().awaitReady();

        await("all events arrive")
                .atMost(PATIENCE)
                .until(() -> receiver.has(IntStream.range(0, EVENTS).boxed().collect(Collectors.toSet())));
        receiver.assertGenuineAndUnderOneId();
        await("Kafka need not keep anything").atMost(PATIENCE).until(kafka::isAtTheEnd);
        assertThat(hub.database().number("SELECT count(*) FROM event WHERE type = 'application.created'"))
                .isEqualTo(EVENTS);
    }

    private void awaitEvents(int count) {
        await("events are taken in")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> hub.database().number("SELECT count(*) FROM event") >= count);
    }
}
