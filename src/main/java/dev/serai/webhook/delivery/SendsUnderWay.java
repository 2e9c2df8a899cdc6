package dev.serai.webhook.delivery;

import dev.serai.egress.OutboundFailure;
import dev.serai.egress.OutboundResponse;
import dev.serai.webhook.RemovedWebhooks;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** What this hub is sending. When a webhook goes, what still waits for a look-up or a connection must not be sent later. */
@Component
class SendsUnderWay {

    private final RemovedWebhooks removed;
    private final ConcurrentHashMap<CompletableFuture<OutboundResponse>, UUID> sends = new ConcurrentHashMap<>();

    SendsUnderWay(RemovedWebhooks removed) {
        this.removed = removed;
        removed.listen(this::stop);
    }

    void add(UUID webhookId, CompletableFuture<OutboundResponse> send) {
        sends.put(send, webhookId);
        send.whenComplete((response, failure) -> sends.remove(send));
        if (removed.contains(webhookId)) {
            // It went between the two looks.
            stop(webhookId);
        }
    }

    private void stop(UUID webhookId) {
        sends.forEach((send, target) -> {
            if (target.equals(webhookId)) {
                send.completeExceptionally(new OutboundFailure(OutboundFailure.Kind.BROKEN, "The webhook was removed"));
            }
        });
    }
}
