package dev.serai.kafka;

import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaHeaderFilterStrategy;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Camel's Kafka component, with the hub's clients. It comes to be with the first route that begins or ends at
 * {@code kafka:}. Keys and values are bytes. A record's own headers are in the header {@code kafka.HEADERS} alone, since as
 * headers of the exchange they would steer whatever component comes next.
 */
@Component("kafka")
// What Camel looks the options of addresses up by.
@org.apache.camel.spi.annotations.Component("kafka")
@Lazy
class HubKafkaComponent extends KafkaComponent {

    HubKafkaComponent(KafkaProperties properties) {
        setKafkaClientFactory(new KafkaClients(properties));
        // A cluster that is away must not keep a hub from starting.
        setLazyStartProducer(true);
        // Nor make one unready: what comes over HTTP is taken in all the same.
        setHealthCheckConsumerEnabled(false);
        setHealthCheckProducerEnabled(false);
        KafkaConfiguration configuration = getConfiguration();
        configuration.setPreValidateHostAndPort(false);
        configuration.setKeyDeserializer(ByteArrayDeserializer.class.getName());
        configuration.setValueDeserializer(ByteArrayDeserializer.class.getName());
        configuration.setKeySerializer(ByteArraySerializer.class.getName());
        configuration.setValueSerializer(ByteArraySerializer.class.getName());
        configuration.setHeaderFilterStrategy(new NoHeadersIn());
        configuration.setBatchWithIndividualHeaders(true);
        // What comes after a record was sent is next to nothing.
        configuration.setWorkerPoolCoreSize(1);
        configuration.setWorkerPoolMaxSize(1);
        configuration.setShutdownTimeout(5_000);
    }

    private static final class NoHeadersIn extends KafkaHeaderFilterStrategy {

        @Override
        public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
            return true;
        }
    }
}
