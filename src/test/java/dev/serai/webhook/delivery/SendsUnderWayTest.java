package dev.serai.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.egress.OutboundFailure;
import dev.serai.egress.OutboundResponse;
import dev.serai.webhook.RemovedWebhooks;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SendsUnderWayTest {

    private final RemovedWebhooks removed = new RemovedWebhooks();
    private final SendsUnderWay sends = new SendsUnderWay(removed);
    private final UUID webhook = UUID.randomUUID();
    private final CompletableFuture<OutboundResponse> send = new CompletableFuture<>();

    @Test
    void whatIsOnItsWayToAWebhookEndsWhenTheWebhookGoes() {
        sends.add(webhook, send);

        removed.note(webhook);

        assertThatThrownBy(send::join).hasCauseInstanceOf(OutboundFailure.class).hasMessageContaining("was removed");
    }

    @Test
    void whatSetsOutAMomentAfterItsWebhookWentEndsAtOnce() {
        removed.note(webhook);

        sends.add(webhook, send);

        assertThat(send).isCompletedExceptionally();
    }

    @Test
    void whatIsOnItsWayToAnotherWebhookGoesOn() {
        sends.add(webhook, send);

        removed.note(UUID.randomUUID());

        assertThat(send).isNotDone();
    }
}
