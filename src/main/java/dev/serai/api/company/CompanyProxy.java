package dev.serai.api.company;

import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.ProxiedCalls;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The contract's way to a provider's own API. */
@Component("companyProxy")
public class CompanyProxy {

    private final ProxiedCalls calls;

    CompanyProxy(ProxiedCalls calls) {
        this.calls = calls;
    }

    public Answer pass(Call call) {
        UUID id = call.id("id", "Integration not found");
        return calls.pass(call, id, "/api/v1/integrations/" + id + "/proxy");
    }
}
