package dev.serai.api.callnfy;

import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Dialect;
import dev.serai.refusal.Invalid;
import dev.serai.tenancy.Caller;
import dev.serai.tenancy.TenantKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * How the {@code callnfy} contract is found, and how it says no:
 * {@code {"success":false,"error":{"code","message","details"}}}.
 */
@Component
@Order(5)
class CallnfyDialect implements Dialect {

    /** What the requirement document has for a fault in these operations. */
    private static final Map<String, String> FAULTS = Map.of(
            "callnfy-connectGoogle", "Failed to initiate Google OAuth",
            "callnfy-generateKey", "Failed to generate API key",
            "callnfy-revokeKey", "Failed to revoke API key");

    /** An error as the contract has it. */
    record Refused(boolean success, Error error) {}

    /**
     * What is wrong.
     *
     * @param details what to do about it
     */
    record Error(ErrorCode code, String message, String details) {}

    @Override
    public String name() {
        return "callnfy";
    }

    @Override
    public List<String> publishedPaths() {
        return List.of("/integrations/status", "/integrations/google", "/integrations/zapier", "/webhooks/zapier");
    }

    @Override
    public Optional<TenantKind> tenantOf(Caller caller) {
        return Optional.of(TenantKind.USER).filter(caller.claims()::containsKey);
    }

    @Override
    public String tenantClaim() {
        return TenantKind.USER.claim();
    }

    @Override
    public Answer invalid(Invalid invalid) {
        return answer(
                400,
                invalid.field() + " " + invalid.getMessage(),
                "Correct the field " + invalid.field() + " and send the request again");
    }

    @Override
    public Answer error(int status, String message) {
        return answer(status, message, ErrorCode.of(status).advice());
    }

    @Override
    public String fault(String operation) {
        return FAULTS.getOrDefault(operation, Dialect.super.fault(operation));
    }

    private static Answer answer(int status, String message, String details) {
        return Answer.of(status, new Refused(false, new Error(ErrorCode.of(status), message, details)));
    }
}
