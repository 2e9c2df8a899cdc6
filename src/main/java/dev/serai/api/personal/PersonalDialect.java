package dev.serai.api.personal;

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

/** How the {@code personal} contract is found, and how it says no: {@code {"detail"}}. */
@Component
@Order(4)
class PersonalDialect implements Dialect {

    @Override
    public String name() {
        return "personal";
    }

    @Override
    public List<String> publishedPaths() {
        return List.of(
                "/integrations/hubspot_integration_setup",
                "/integrations/gmail_integration_setup",
                "/integrations/outlook_integration_setup",
                "/integrations/smtp_integration_setup",
                "/integrations/calendly_integration_setup",
                "/integrations/zoom_integration_setup",
                "/integrations/user/integration",
                "/integrations/objects",
                "/integrations/gmail",
                "/integrations/outlook",
                "/integrations/smtp",
                "/integrations/calendly",
                "/integrations/zoom");
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
        return error(400, invalid.field() + " " + invalid.getMessage());
    }

    @Override
    public Answer error(int status, String message) {
        return Answer.of(status, Map.of("detail", message));
    }
}
