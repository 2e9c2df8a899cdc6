package dev.serai.api.hub;

import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.FieldText;
import dev.serai.tenancy.AuditLog;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows a tenant who did what in its name. */
@Component("hubAudit")
public class HubAudit {

    private static final int USUAL_LIMIT = 100;

    private final AuditLog audit;

    HubAudit(AuditLog audit) {
        this.audit = audit;
    }

    public Answer list(Call call) {
        String limit = call.query().get("limit");
        return Answer.ok(audit.find(
                call.tenant(),
                call.query().get("subjectType"),
                call.query().get("subjectId"),
                limit == null ? USUAL_LIMIT : Integer.parseInt(limit),
                after(call)));
    }

    private static @Nullable UUID after(Call call) {
        return new FieldText("after", call.query().get("after")).uuid();
    }
}
