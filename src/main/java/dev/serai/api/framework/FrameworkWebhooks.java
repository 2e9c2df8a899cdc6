package dev.serai.api.framework;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.Changes;
import dev.serai.webhook.NewWebhook;
import dev.serai.webhook.RevealedWebhook;
import dev.serai.webhook.Webhook;
import dev.serai.webhook.WebhookChange;
import dev.serai.webhook.WebhookStatus;
import dev.serai.webhook.Webhooks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The contract's webhooks, told as webhooks of the domain. */
@Component("frameworkWebhooks")
public class FrameworkWebhooks {

    private static final String UNKNOWN = "Webhook not found";
    private static final long DEFAULT_OVERLAP_SECONDS = Duration.ofDays(1).toSeconds();

    private final Webhooks webhooks;
    private final Changes changes;

    FrameworkWebhooks(Webhooks webhooks, Changes changes) {
        this.webhooks = webhooks;
        this.changes = changes;
    }

    public Answer create(Call call) {
        return changes.carryOut(call, () -> {
            Map<String, String> headers = headers(call);
            RevealedWebhook made = webhooks.register(
                    call.tenant(),
                    new NewWebhook(
                            call.body().get("name").asText(),
                            call.body().get("url").asText(),
                            texts(call.body().get("events")),
                            call.text("secret"),
                            headers == null ? Map.of() : headers,
                            number(call, "retryAttempts"),
                            number(call, "timeoutMs"),
                            call.field("integrationId").uuid()));
            return changed(
                    "created",
                    made.webhook().id(),
                    Answer.created(FrameworkWebhook.Created.of(call.tenant(), made.webhook(), made.secret())));
        });
    }

    public Answer list(Call call) {
        return Answer.ok(webhooks.list(call.tenant()).stream()
                .map(FrameworkWebhook.Listed::of)
                .toList());
    }

    public Answer get(Call call) {
        return whole(call, webhooks.get(call.tenant(), id(call)));
    }

    public Answer update(Call call) {
        String status = call.text("status");
        WebhookChange change = new WebhookChange(
                call.text("name"),
                call.text("url"),
                status == null ? null : WebhookStatus.of(status),
                call.body().hasNonNull("events") ? texts(call.body().get("events")) : null,
                call.text("secret"),
                headers(call),
                number(call, "retryAttempts"),
                number(call, "timeoutMs"),
                call.body().has("integrationId")
                        ? new WebhookChange.Link(call.field("integrationId").uuid())
                        : null);
        return changes.carryOut(
                call,
                () -> changed("updated", id(call), whole(call, webhooks.update(call.tenant(), id(call), change))));
    }

    public Answer delete(Call call) {
        return changes.carryOut(call, () -> {
            webhooks.delete(call.tenant(), id(call));
            return changed("deleted", id(call), Answer.noContent());
        });
    }

    public Answer rotateSecret(Call call) {
        return changes.carryOut(call, () -> {
            long overlap = call.body().path("overlapSeconds").asLong(DEFAULT_OVERLAP_SECONDS);
            RevealedWebhook rotated =
                    webhooks.rotateSecret(call.tenant(), id(call), call.text("secret"), Duration.ofSeconds(overlap));
            return changed(
                    "secret_rotated",
                    id(call),
                    Answer.ok(FrameworkWebhook.Created.of(call.tenant(), rotated.webhook(), rotated.secret())));
        });
    }

    private static Answer whole(Call call, Webhook webhook) {
        return Answer.ok(FrameworkWebhook.Whole.of(call.tenant(), webhook));
    }

    private static Changes.Change changed(String action, UUID id, Answer answer) {
        return new Changes.Change(action, "webhook", id.toString(), answer);
    }

    private static UUID id(Call call) {
        return call.id("id", UNKNOWN);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>(list.size());
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static @Nullable Map<String, String> headers(Call call) {
        if (!call.body().hasNonNull("headers")) {
            return null;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        call.body()
                .get("headers")
                .fields()
                .forEachRemaining(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return headers;
    }

    private static @Nullable Integer number(Call call, String field) {
        return call.body().hasNonNull(field) ? call.body().get(field).asInt() : null;
    }
}
