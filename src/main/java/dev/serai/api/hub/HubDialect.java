package dev.serai.api.hub;

import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Dialect;
import dev.serai.refusal.Invalid;
import dev.serai.tenancy.Caller;
import dev.serai.tenancy.TenantKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** How the hub's own contract is found, and how it says no: problem details (RFC 9457) with the field at fault. */
@Component
@Order(9)
class HubDialect implements Dialect {

    private static final String PROBLEM = "application/problem+json";

    @Override
    public String name() {
        return "hub";
    }

    @Override
    public List<String> publishedPaths() {
        return List.of("/events", "/audit", "/oauth", "/hooks");
    }

    @Override
    public Optional<TenantKind> tenantOf(Caller caller) {
        List<TenantKind> named = caller.claims().keySet().stream()
                .filter(kind -> kind != TenantKind.USER)
                .toList();
        if (named.isEmpty()) {
            return Optional.of(TenantKind.USER).filter(caller.claims()::containsKey);
        }
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    @Override
    public String tenantClaim() {
        return "organizationId, companyId or accountId, exactly one of them, or else sub";
    }

    @Override
    public Answer invalid(Invalid invalid) {
        Map<String, Object> body = problem(400, invalid.field() + " " + invalid.getMessage());
        body.put("field", invalid.field());
        return new Answer(400, body, PROBLEM, Map.of());
    }

    @Override
    public Answer error(int status, String message) {
        return new Answer(status, problem(status, message), PROBLEM, Map.of());
    }

    private static Map<String, Object> problem(int status, String detail) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", HttpStatus.valueOf(status).getReasonPhrase());
        body.put("status", status);
        body.put("detail", detail);
        return body;
    }
}
