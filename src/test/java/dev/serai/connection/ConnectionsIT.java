package dev.serai.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.api.RunningHub;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.TenantKind;
import dev.serai.tenancy.Tenants;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What happens to a connection that several change at once. */
class ConnectionsIT extends RunningHub {

    @Autowired
    private Connections connections;

    @Autowired
    private Tenants tenants;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private TransactionTemplate transactions;

    @Test
    void aChangeWaitsForTheOneBeforeAndBuildsOnIt() {
        Tenant tenant = tenants.meet(TenantKind.USER, someone());
        Connection connection = connections.create(
                tenant,
                new NewConnection(
                        "before",
                        "gmail",
                        null,
                        ConnectionStatus.ACTIVE,
                        "oauth2",
                        JsonNodeFactory.instance.objectNode(),
                        JsonNodeFactory.instance.objectNode(),
                        null));
        ConnectionChange change = new ConnectionChange("after", null, null, null, null, null);

        CompletableFuture<Connection> later = transactions.execute(status -> {
            database.update(
                    "UPDATE connection SET type = 'changed', version = version + 1 WHERE id = ?", connection.id());
            CompletableFuture<Connection> update =
                    CompletableFuture.supplyAsync(() -> connections.update(tenant, connection.id(), change));
            await().until(this::somebodyWaitsToUpdate);
            return update;
        });

        assertThat(later.join().name()).isEqualTo("after");
        assertThat(later.join().type()).isEqualTo("changed");
    }

    private boolean somebodyWaitsToUpdate() {
        return Boolean.TRUE.equals(database.queryForObject(
                "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ILIKE '%connection%for%update%')",
                Boolean.class));
    }
}
