package dev.serai.message;

import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.ConnectionWatcher;
import dev.serai.connection.OpenConnection;
import dev.serai.oauth.AuthorizationListener;
import dev.serai.provider.Providers;
import dev.serai.schedule.Tasks;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Has what waits sent at once when a connection was put right or switched on. */
@Component
class MessageLife implements ConnectionWatcher, AuthorizationListener {

    private final Providers providers;
    private final Tasks tasks;
    private final JdbcTemplate database;

    MessageLife(Providers providers, Tasks tasks, JdbcTemplate database) {
        this.providers = providers;
        this.tasks = tasks;
        this.database = database;
    }

    @Override
    public void changed(OpenConnection before, OpenConnection after) {
        if (MessageKind.isOne(providers, after.provider()) && after.status() != ConnectionStatus.INACTIVE) {
            tasks.scheduleNow(MessageSending.SEND, after.tenantId(), after.id());
        }
    }

    @Override
    public void authorized(long tenantId, UUID connectionId, boolean sameAccount) {
        // Whoever opens connections tells this one of their changes, and so can't be asked here.
        List<String> provider = database.queryForList(
                "SELECT provider FROM connection WHERE id = ? AND tenant_id = ?", String.class, connectionId, tenantId);
        if (provider.stream().anyMatch(id -> MessageKind.isOne(providers, id))) {
            tasks.scheduleNow(MessageSending.SEND, tenantId, connectionId);
        }
    }
}
