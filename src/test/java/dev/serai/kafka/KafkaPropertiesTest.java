package dev.serai.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaPropertiesTest {

    private static final String JAAS = "org.example.Login required username=\"hub\" password=\"s3cret\";";

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void withoutBrokersThereIsNoKafka(String brokers) {
        assertThat(KafkaSettings.on(brokers).isOn()).isFalse();
        assertThat(KafkaSettings.on(null).isOn()).isFalse();
    }

    @Test
    void takesSeveralBrokers() {
        assertThat(KafkaSettings.on("kafka-1:9092, kafka-2:9092").brokers()).isEqualTo("kafka-1:9092,kafka-2:9092");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "kafka:", "kafka:nine", "kafka:9092;other:9092", "PLAINTEXT://kafka:9092"})
    void refusesBrokersThatAreNoneNamingTheProperty(String brokers) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KafkaSettings.on(brokers))
                .withMessageContaining("serai.kafka.brokers (SERAI_KAFKA_BROKERS)");
    }

    @Test
    void refusesATopicThatWouldFeedItself() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KafkaSettings.with("k:1", "serai", "serai.events", Map.of()))
                .withMessageContaining("serai.kafka.topics.dead-events");
    }

    @ParameterizedTest
    @ValueSource(strings = {"enable.auto.commit", "acks", "group.id", "bootstrap.servers"})
    void refusesWhatItsPromisesDependOn(String property) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KafkaSettings.with("k:1", "serai", "dead", Map.of(property, "x")))
                .withMessageContaining("serai.kafka.properties." + property);
    }

    @Test
    void tellsNoPasswordWhenItIsPrinted() {
        assertThat(KafkaSettings.with("k:1", "serai", "dead", Map.of("sasl.jaas.config", JAAS)))
                .asString()
                .contains("sasl.jaas.config")
                .doesNotContain("s3cret");
    }

    @Test
    void givesTheClientsWhatIsConfiguredForThemAlone() {
        KafkaClients clients =
                new KafkaClients(KafkaSettings.with("127.0.0.1:1", "serai", "dead", Map.of("client.id", "our-hub")));
        Properties ofTheRoute = new Properties();
        ofTheRoute.put("bootstrap.servers", "127.0.0.1:1");

        try (Producer<byte[], byte[]> producer = clients.getProducer(ofTheRoute)) {
            assertThat(producer.metrics().keySet().iterator().next().tags()).containsEntry("client-id", "our-hub");
        }
        assertThat(ofTheRoute).doesNotContainKey("client.id");
    }
}
