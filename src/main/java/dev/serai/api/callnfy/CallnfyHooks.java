package dev.serai.api.callnfy;

import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.Changes;
import dev.serai.api.edge.Changes.Change;
import dev.serai.refusal.Unauthorized;
import dev.serai.webhook.RestHook;
import dev.serai.webhook.RestHooks;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Zapier's REST hooks: what a Zap subscribes, lists and unsubscribes, in the plain shapes that Zapier reads. */
@Component("callnfyHooks")
public class CallnfyHooks {

    private final RestHooks hooks;
    private final Changes changes;

    CallnfyHooks(RestHooks hooks, Changes changes) {
        this.hooks = hooks;
        this.changes = changes;
    }

    /** The user whose key was presented. */
    record User(String id) {}

    /** What a subscription answers; Zapier keeps it, and unsubscribes with it. */
    record Subscription(UUID id) {}

    record Hook(UUID id, String event, String targetUrl, Instant createdAt) {

        static Hook of(RestHook hook) {
            return new Hook(hook.id(), hook.event(), hook.targetUrl(), hook.createdAt());
        }
    }

    /** Tells whose key it is: Zapier's test of a connection. */
    public Answer user(Call call) {
        return Answer.ok(new User(call.tenant().externalId()));
    }

    /** @return whether a message asks for a subscription; otherwise it brings an event in */
    public boolean isSubscription(Call call) {
        return call.body().has("targetUrl");
    }

    public Answer subscribe(Call call) {
        UUID key = call.caller().zapierKey();
        if (key == null) {
            throw new Unauthorized("Unauthorized");
        }
        return changes.carryOut(call, () -> {
            RestHooks.Subscribed subscribed = hooks.subscribe(
                    call.tenant(),
                    key,
                    call.body().get("targetUrl").asText(),
                    call.body().get("event").asText());
            UUID id = subscribed.hook().id();
            Answer answer = Answer.created(new Subscription(id));
            return subscribed.made() ? changed("created", id, answer) : Change.none(answer);
        });
    }

    public Answer list(Call call) {
        return Answer.ok(hooks.list(call.tenant()).stream().map(Hook::of).toList());
    }

    public Answer unsubscribe(Call call) {
        return changes.carryOut(call, () -> {
            UUID id = call.id("id", "Hook not found");
            hooks.unsubscribe(call.tenant(), id);
            return changed("deleted", id, Answer.ok(new CallnfyKeys.Done(true, "Zapier hook deleted successfully")));
        });
    }

    private static Change changed(String action, UUID id, Answer answer) {
        return new Change(action, "webhook", id.toString(), answer);
    }
}
