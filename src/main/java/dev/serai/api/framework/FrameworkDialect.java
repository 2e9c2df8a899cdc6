package dev.serai.api.framework;

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

/** How the {@code framework} contract is found, and how it says no: {@code {"statusCode","message","error"}}. */
@Component
@Order(1)
class FrameworkDialect implements Dialect {

    @Override
    public String name() {
        return "framework";
    }

    @Override
    public List<String> publishedPaths() {
        return List.of("/api/v1/integrations");
    }

    @Override
    public Optional<TenantKind> tenantOf(Caller caller) {
        return Optional.of(TenantKind.ORGANIZATION).filter(caller.claims()::containsKey);
    }

    @Override
    public String tenantClaim() {
        return TenantKind.ORGANIZATION.claim();
    }

    @Override
    public Answer invalid(Invalid invalid) {
        return error(400, "Validation failed: " + invalid.field() + " " + invalid.getMessage());
    }

    @Override
    public Answer error(int status, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("statusCode", status);
        body.put("message", message);
        body.put("error", HttpStatus.valueOf(status).getReasonPhrase());
        return Answer.of(status, body);
    }
}
