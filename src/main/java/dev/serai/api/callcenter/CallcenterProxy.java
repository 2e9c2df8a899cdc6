package dev.serai.api.callcenter;

import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.ProxiedCalls;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The contract's way to a provider's own API. */
@Component("callcenterProxy")
public class CallcenterProxy {

    private final ProxiedCalls calls;

    CallcenterProxy(ProxiedCalls calls) {
        this.calls = calls;
    }

    public Answer pass(Call call) {
        UUID id = call.id("integration_id", "Integration not found");
        return calls.pass(call, id, "/api/integrations/" + id + "/proxy");
    }
}
