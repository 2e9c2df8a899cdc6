package dev.serai.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.SharedHub;
import dev.serai.webhook.RevealedWebhook;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** A hub that has no Kafka has nothing of it. */
class NoKafkaIT extends SharedHub {

    @Autowired
    private CamelContext camel;

    @Autowired
    private ConfigurableListableBeanFactory beans;

    @Test
    void hasNoRouteNoAddressAndNoComponent() {
        assertThat(camel.getRoutes())
                .extracting(route -> route.getId())
                .doesNotContain("events-consume", "outcomes-deliveries")
                .contains("events-accept");
        assertThat(camel.getEndpoints())
                .extracting(endpoint -> endpoint.getEndpointUri())
                .noneMatch(uri -> uri.startsWith("kafka:") || uri.startsWith("outcomes:"));
        assertThat(beans.containsSingleton("kafka")).isFalse();
    }

    @Test
    void keepsNothingForIt() {
        RevealedWebhook webhook = register(receiver());
        accept();

        await().atMost(PATIENCE).until(() -> statistics(webhook).success() == 1);
        assertThat(database.queryForObject("SELECT count(*) FROM outbox", Integer.class))
                .isZero();
    }
}
