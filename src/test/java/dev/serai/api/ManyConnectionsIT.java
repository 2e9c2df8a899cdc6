package dev.serai.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.connection.NewConnection;
import dev.serai.provider.ProviderFault;
import dev.serai.sync.RecordReads;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.TenantKind;
import dev.serai.tenancy.Tenants;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a connection that is used leaves behind in the hub's JVM. {@code bench/connections} makes them ten thousand and tells
 * the memory of each.
 */
class ManyConnectionsIT extends RunningHub {

    private static final Logger LOG = LoggerFactory.getLogger(ManyConnectionsIT.class);
    private static final int CONNECTIONS = Integer.getInteger("serai.many.connections", 300);
    private static final int CALLERS = 4;

    @Autowired
    private CamelContext camel;

    @Autowired
    private Connections connections;

    @Autowired
    private RecordReads reads;

    @Autowired
    private Tenants tenants;

    @Autowired
    private JdbcTemplate database;

    private Tenant tenant;

    @AfterEach
    void removeThem() {
        database.update("DELETE FROM task WHERE tenant_id = ?", tenant.id());
        database.update("DELETE FROM connection WHERE tenant_id = ?", tenant.id());
    }

    /** What is there in the JVM. */
    private record Footprint(int endpoints, int components, int routes, int services, int threads, long heapBytes) {}

    @Test
    void aConnectionThatIsUsedLeavesNoEndpointClientThreadOrRouteBehind() throws Exception {
        tenant = tenants.meet(TenantKind.ORGANIZATION, someone());
        // Enough for all pools to be full, the stand-in's too.
        use(200);
        Footprint before = footprint();

        use(CONNECTIONS);
        Footprint after = footprint();

        LOG.warn(
                "{} connections used: endpoints {} -> {}, components {} -> {}, routes {} -> {}, services {} -> {}, threads "
                        + "{} -> {}, live heap {} -> {} MB, {} bytes a connection",
                CONNECTIONS,
                before.endpoints(),
                after.endpoints(),
                before.components(),
                after.components(),
                before.routes(),
                after.routes(),
                before.services(),
                after.services(),
                before.threads(),
                after.threads(),
                megabytes(before),
                megabytes(after),
                (after.heapBytes() - before.heapBytes()) / CONNECTIONS);
        assertThat(after.endpoints()).isEqualTo(before.endpoints());
        assertThat(after.components()).isEqualTo(before.components());
        assertThat(after.routes()).isEqualTo(before.routes());
        assertThat(after.services()).isEqualTo(before.services());
        // Pools that fill up meanwhile have some; what each connection had would be many.
        assertThat(after.threads()).isLessThan(before.threads() + 100);
    }

    /** Makes connections, each with a key of its own, and reads through each. */
    private void use(int count) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<?>> uses = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                uses.add(callers.submit(() -> useOne(number)));
            }
            for (Future<?> use : uses) {
                use.get();
            }
        } finally {
            callers.shutdown();
        }
    }

    private void useOne(int number) {
        NewConnection wanted = new NewConnection(
                "Number " + number,
                ProxiedProvider.ID,
                "test",
                ConnectionStatus.ACTIVE,
                "api_key",
                JsonNodeFactory.instance.objectNode().put("apiKey", "key-" + number),
                JsonNodeFactory.instance.objectNode(),
                null);
        UUID connection = connections.create(tenant, wanted).id();
        // A busy machine may be late with the provider's answer, which is not what is asked here.
        await().atMost(Duration.ofMinutes(1))
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsInstanceOf(ProviderFault.class)
                .until(() -> !reads.read(tenant.id(), connection, "things", null, Map.of(), 10)
                        .hasMore());
    }

    private Footprint footprint() {
        // What the stand-in remembers of the calls is not the hub's.
        PROXIED.forgetCalls();
        System.gc();
        return new Footprint(
                camel.getEndpoints().size(),
                camel.getComponentNames().size(),
                camel.getRoutesSize(),
                camel.getCamelContextExtension().getServices().size(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    private static String megabytes(Footprint footprint) {
        return String.format(Locale.ROOT, "%.1f", footprint.heapBytes() / 1_048_576.0);
    }
}
