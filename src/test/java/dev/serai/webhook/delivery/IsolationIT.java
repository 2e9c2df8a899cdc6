package dev.serai.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.Receiver;
import dev.serai.SharedHub;
import dev.serai.tenancy.Tenant;
import dev.serai.webhook.RevealedWebhook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A slow or dead receiver never slows a healthy one. */
class IsolationIT extends SharedHub {

    @Autowired
    private DeliveryProperties properties;

    @Test
    void twentyHangingReceiversLeaveAHealthyOneOfTheSameTenantUnharmed() {
        List<Receiver> hanging = hang(tenant, 20);
        Receiver healthy = receiver();
        RevealedWebhook webhook = register(healthy);
        accept(50);
        hanging.forEach(receiver -> receiver.awaitArrivals(1));

        await().atMost(PATIENCE).until(() -> statistics(webhook).success() == 50);
        // They hang beyond the end of this test: not one of them has answered.
        accept(50);
        await().atMost(PATIENCE).until(() -> statistics(webhook).success() == 100);
    }

    @Test
    void aHangingReceiverHoldsNoMoreThanItsWindow() {
        Receiver receiver = hang(tenant, 1).get(0);
        accept(300);
        receiver.awaitArrivals(16);

        receiver.staysSilent(Duration.ofMillis(500));
        assertThat(receiver.arrivals().size()).isLessThanOrEqualTo(properties.inFlightPerEndpoint());
    }

    @Test
    void anotherTenantsHangingReceiversHoldNobodyUp() {
        Tenant other = newTenant();
        hang(other, 5).forEach(receiver -> {});
        intake.accept(other, event("{}"), null);
        Receiver healthy = receiver();
        register(healthy);
        accept();

        healthy.awaitArrivals(1);
    }

    private List<Receiver> hang(Tenant owner, int count) {
        List<Receiver> hanging = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Receiver receiver = receiver().hangs();
            register(owner, receiver, 1, 60_000, Map.of());
            hanging.add(receiver);
        }
        return hanging;
    }
}
