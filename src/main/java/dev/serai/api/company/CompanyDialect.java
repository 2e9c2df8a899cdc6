package dev.serai.api.company;

import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Dialect;
import dev.serai.refusal.FieldFault;
import dev.serai.refusal.Invalid;
import dev.serai.tenancy.Caller;
import dev.serai.tenancy.TenantKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** How the {@code company} contract is found, and how it says no: {@code {"success":false,"message","errors"?}}. */
@Component
@Order(2)
class CompanyDialect implements Dialect {

    @Override
    public String name() {
        return "company";
    }

    @Override
    public List<String> publishedPaths() {
        return List.of("/api/v1/integrations");
    }

    @Override
    public Optional<TenantKind> tenantOf(Caller caller) {
        return Optional.of(TenantKind.COMPANY).filter(caller.claims()::containsKey);
    }

    @Override
    public String tenantClaim() {
        return TenantKind.COMPANY.claim();
    }

    @Override
    public Answer invalid(Invalid invalid) {
        Map<String, Object> body = body("Validation error");
        body.put(
                "errors",
                invalid.faults().stream().map(CompanyDialect::sentence).toList());
        return Answer.of(400, body);
    }

    @Override
    public Answer error(int status, String message) {
        Map<String, Object> body = body(status == 401 ? "Authentication required" : message);
        if (status == 400) {
            // Every 400 of the contract tells its errors, also the one that no field is to blame for.
            body.put("errors", List.of(message));
        }
        return Answer.of(status, body);
    }

    /** The contract prints two of its sentences: «Name is required» and «Invalid config». */
    private static String sentence(FieldFault fault) {
        return fault.field().equals("config")
                ? "Invalid config"
                : Character.toUpperCase(fault.field().charAt(0)) + fault.field().substring(1) + " " + fault.message();
    }

    private static Map<String, Object> body(String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("success", false);
        body.put("message", message);
        return body;
    }
}
