package dev.serai.api.callcenter;

import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Dialect;
import dev.serai.refusal.Invalid;
import dev.serai.tenancy.Caller;
import dev.serai.tenancy.TenantKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** How the {@code callcenter} contract is found, and how it says no: {@code {"success":false,"message","details"}}. */
@Component
@Order(3)
class CallcenterDialect implements Dialect {

    @Override
    public String name() {
        return "callcenter";
    }

    @Override
    public List<String> publishedPaths() {
        return List.of("/api/integrations", "/api/webhooks", "/api/keys");
    }

    @Override
    public Optional<TenantKind> tenantOf(Caller caller) {
        return Stream.of(TenantKind.ACCOUNT, TenantKind.USER)
                .filter(caller.claims()::containsKey)
                .findFirst();
    }

    @Override
    public String tenantClaim() {
        return TenantKind.ACCOUNT.claim() + " or " + TenantKind.USER.claim();
    }

    /** A user without an account needs permissions as well: keys are made with some of them. */
    @Override
    public boolean enforcesPermissions(TenantKind kind) {
        return true;
    }

    @Override
    public Answer invalid(Invalid invalid) {
        Map<String, String> details = new LinkedHashMap<>();
        invalid.faults().forEach(fault -> details.putIfAbsent(fault.field(), fault.message()));
        return Answer.of(400, body("Invalid parameters", details));
    }

    @Override
    public Answer error(int status, String message) {
        return Answer.of(status, body(status == 401 ? "Authentication required" : message, Map.of()));
    }

    private static Map<String, Object> body(String message, Map<String, String> details) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("success", false);
        body.put("message", message);
        body.put("details", details);
        return body;
    }
}
