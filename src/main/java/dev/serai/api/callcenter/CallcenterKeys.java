package dev.serai.api.callcenter;

import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.Changes;
import dev.serai.tenancy.ApiKeys;
import dev.serai.tenancy.Permission;
import dev.serai.tenancy.RevealedKey;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The keys that programs present instead of a token. */
@Component("callcenterKeys")
public class CallcenterKeys {

    private final ApiKeys keys;
    private final Changes changes;

    CallcenterKeys(ApiKeys keys, Changes changes) {
        this.keys = keys;
        this.changes = changes;
    }

    public Answer mint(Call call) {
        List<Permission> permissions = new ArrayList<>();
        call.body().get("permissions").forEach(scope -> Permission.of(scope.asText())
                .ifPresent(permissions::add));
        return changes.carryOut(call, () -> {
            RevealedKey minted = keys.mint(
                    call.tenant(), call.caller(), call.body().get("name").asText(), permissions);
            return changed("created", minted.key().id(), CallcenterAnswer.of(CallcenterKey.Minted.of(minted)));
        });
    }

    public Answer list(Call call) {
        return CallcenterAnswer.of(
                keys.list(call.tenant()).stream().map(CallcenterKey.Listed::of).toList());
    }

    public Answer revoke(Call call) {
        return changes.carryOut(call, () -> {
            UUID id = call.id("key_id", "Key not found");
            keys.revoke(call.tenant(), id);
            return changed("revoked", id, CallcenterAnswer.removed(id));
        });
    }

    private static Changes.Change changed(String action, UUID id, Answer answer) {
        return new Changes.Change(action, "key", id.toString(), answer);
    }
}
