package dev.serai.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.DatabaseOutage;
import dev.serai.Receiver;
import dev.serai.SharedHub;
import dev.serai.webhook.RevealedWebhook;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Deliveries while the database is away. */
class OutageIT extends SharedHub {

    @Autowired
    private Environment environment;

    @Test
    void whatWasSentBeforeTheDatabaseWentIsRecordedAfterwardsAndNotSentAgain() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        Receiver receiver = receiver().behaves((arrival, exchange) -> {
            awaitQuietly(gone);
            Receiver.status(200).answer(arrival, exchange);
        });
        RevealedWebhook webhook = register(tenant, receiver, 3, 5_000, Map.of());
        accept();
        receiver.awaitArrivals(1);
        // So its lease runs out while its outcome waits to be recorded.
        database.update(
                "UPDATE delivery_due SET due_at = now() + interval '500 ms' WHERE webhook_id = ?",
                webhook.webhook().id());
        DatabaseOutage outage = new DatabaseOutage(environment);
        outage.begin();
        try {
            gone.countDown();
            receiver.staysSilent(Duration.ofSeconds(1));
        } finally {
            outage.end();
        }

        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> statistics(webhook).success() == 1);
        receiver.staysSilent(Duration.ofMillis(500));
        assertThat(receiver.arrivals()).hasSize(1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
