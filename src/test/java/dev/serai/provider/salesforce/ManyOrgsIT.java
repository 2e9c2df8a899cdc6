package dev.serai.provider.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** What many connections cost the hub: rows in the database, and nothing that stays in memory. */
class ManyOrgsIT extends SalesforceHub {

    private static final Logger LOG = LoggerFactory.getLogger(ManyOrgsIT.class);

    /** Enough to see what grows; {@code -Dserai.test.connections=10000} measures as many. */
    private static final int CONNECTIONS = Integer.getInteger("serai.test.connections", 500);

    /** What other work of the hub may keep or let go meanwhile, in bytes. */
    private static final long NOISE = 8 * 1024 * 1024;

    @Autowired
    private CamelContext camel;

    private record Measured(int endpoints, int routes, int components, int threads, long heap) {}

    @Test
    void connectionsAddNoEndpointsRoutesComponentsOrThreads() throws Exception {
        StandInOrg org = newOrg();
        org.addContacts(1, "Lovelace");
        // As many as make the stand-ins and the hub have all the threads that they ever have.
        touch(org, 200);
        Measured before = measure(org);

        touch(org, CONNECTIONS);

        Measured after = measure(org);
        LOG.warn(
                "{} connections: {} endpoints, {} routes, {} components, {} threads more; {} bytes of heap for each",
                CONNECTIONS,
                after.endpoints() - before.endpoints(),
                after.routes() - before.routes(),
                after.components() - before.components(),
                after.threads() - before.threads(),
                (after.heap() - before.heap()) / CONNECTIONS);
        assertThat(after.endpoints()).isEqualTo(before.endpoints());
        assertThat(after.routes()).isEqualTo(before.routes());
        assertThat(after.components()).isEqualTo(before.components());
        // Pools of the hub may not have been full yet, but connections have no threads.
        assertThat(after.threads()).isLessThan(before.threads() + 60);
        assertThat(after.heap() - before.heap()).isLessThan(NOISE + CONNECTIONS * 2_048L);
        assertThat(camel.getEndpoints())
                .extracting(Object::toString)
                .noneMatch(uri -> uri.contains(PASSWORD) || uri.contains("@example.com"));
    }

    /** Connects so many, and reads a page through each. */
    private void touch(StandInOrg org, int connections) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> reads = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                reads.add(callers.submit(() -> assertThat(read(connect(org), "contacts", null, null, Map.of(), 10)
                                .records())
                        .hasSize(1)));
            }
            for (Future<?> read : reads) {
                read.get();
            }
        } finally {
            callers.shutdownNow();
        }
    }

    /** Those of the stand-ins, of the test and of Java itself are in pools that nobody has named. */
    private static int hubsThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("pool-"))
                .count();
    }

    private Measured measure(StandInOrg org) {
        // What the stand-ins remember is not the hub's.
        org.calls().clear();
        org.endSessions();
        org.forgetSessions();
        SALESFORCE.calls().clear();
        SALESFORCE.forgetUsers(org);
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return new Measured(
                camel.getEndpointRegistry().size(),
                camel.getRoutes().size(),
                camel.getComponentNames().size(),
                hubsThreads(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
}
