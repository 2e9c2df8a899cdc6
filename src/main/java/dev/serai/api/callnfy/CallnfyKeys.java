package dev.serai.api.callnfy;

import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.Changes;
import dev.serai.api.edge.Changes.Change;
import dev.serai.tenancy.ZapierKeys;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** The contract's way to a user's one Zapier key. */
@Component("callnfyKeys")
public class CallnfyKeys {

    private final ZapierKeys keys;
    private final ZapierUrls urls;
    private final Changes changes;

    CallnfyKeys(ZapierKeys keys, ZapierUrls urls, Changes changes) {
        this.keys = keys;
        this.urls = urls;
        this.changes = changes;
    }

    /** The key with what a Zap needs beside it. */
    record Key(String apiKey, String webhookUrl, Instant createdAt) {}

    /** What the contract answers when there is nothing else to tell. */
    record Done(boolean success, String message) {}

    public Answer generate(Call call) {
        return changes.carryOut(call, () -> {
            ZapierKeys.Obtained obtained = keys.obtain(call.tenant());
            ZapierKeys.ZapierKey key = obtained.key();
            Answer answer = Answer.ok(Success.with(new Key(key.text(), urls.of(call.tenant()), key.createdAt())));
            return obtained.made() ? changed("created", key.id().toString(), answer) : Change.none(answer);
        });
    }

    public Answer revoke(Call call) {
        Answer answer = Answer.ok(new Done(true, "Zapier API key revoked successfully"));
        return changes.carryOut(call, () -> keys.revoke(call.tenant())
                .map(id -> changed("revoked", id.toString(), answer))
                .orElseGet(() -> Change.none(answer)));
    }

    private static Change changed(String action, String id, Answer answer) {
        return new Change(action, "key", id, answer);
    }
}
