package dev.serai.api.edge;

import dev.serai.refusal.Invalid;
import dev.serai.tenancy.Caller;
import dev.serai.tenancy.TenantKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/**
 * Speaks for a path that two contracts publish, as long as nobody knows which is meant: a 401 has the fields of both,
 * and everything else is the first contract's.
 */
record SharedPathDialect(Dialect first) implements Dialect {

    @Override
    public String name() {
        return first.name();
    }

    @Override
    public List<String> publishedPaths() {
        return first.publishedPaths();
    }

    @Override
    public Optional<TenantKind> tenantOf(Caller caller) {
        return first.tenantOf(caller);
    }

    @Override
    public String tenantClaim() {
        return first.tenantClaim();
    }

    @Override
    public Answer invalid(Invalid invalid) {
        return first.invalid(invalid);
    }

    @Override
    public Answer error(int status, String message) {
        if (status != 401) {
            return first.error(status, message);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("statusCode", status);
        body.put("success", false);
        body.put("message", message);
        body.put("error", HttpStatus.valueOf(status).getReasonPhrase());
        return Answer.of(status, body);
    }
}
