package dev.serai.api.callnfy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.Changes;
import dev.serai.connection.Connection;
import dev.serai.connection.ConnectionChange;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.provider.googlecalendar.SyncMode;
import dev.serai.refusal.NotFound;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Changes how a user's Google Calendar is kept in sync. */
@Component("callnfyCalendar")
public class CallnfyCalendar {

    /** What the requirement document has for any other value. */
    private static final String INVALID_MODE = "Invalid sync mode. Must be 'one-way' or 'two-way'";

    private final Connections connections;
    private final Changes changes;
    private final CallnfyDialect dialect;

    CallnfyCalendar(Connections connections, Changes changes, CallnfyDialect dialect) {
        this.connections = connections;
        this.changes = changes;
        this.dialect = dialect;
    }

    record Settings(String syncMode) {}

    public Answer change(Call call) {
        Optional<SyncMode> mode = SyncMode.of(call.body().path(SyncMode.SETTING).asText(""));
        return mode.isPresent()
                ? changes.carryOut(call, () -> changed(call, mode.get()))
                : dialect.error(400, INVALID_MODE);
    }

    private Changes.Change changed(Call call, SyncMode mode) {
        Connection connection = connections
                .find(call.tenant(), CallnfyGoogle.SLOT)
                .filter(found -> found.status() != ConnectionStatus.PENDING)
                .orElseThrow(() -> new NotFound("Google Calendar not connected"));
        ObjectNode settings = connection.settings().deepCopy();
        settings.put(SyncMode.SETTING, mode.word());
        connections.update(
                call.tenant(), connection.id(), new ConnectionChange(null, null, null, null, settings, null));
        return new Changes.Change(
                "updated",
                "connection",
                connection.id().toString(),
                Answer.ok(Success.with(new Settings(mode.word()))));
    }
}
