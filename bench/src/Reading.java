import java.io.IOException;
import java.util.Locale;

/** What reading costs: one integration against a route that does nothing, and a list among few and many rows. */
final class Reading {

    private static final int CONNECTIONS = 32;
    private static final int LISTED = 100;
    private static final int OTHERS = 100_000;

    // Other tenants' rows, a hundred each; what they hold does not matter, since nobody may read it here.
    private static final String FILL =
            """
            INSERT INTO tenant (kind, external_id) SELECT 'ORGANIZATION', 'other-' || n FROM generate_series(1, %1$d / 100) n;
            INSERT INTO connection (id, tenant_id, name, provider, type, auth_type, status, config, settings, version,
                created_at, updated_at)
            SELECT new_uuid(), t.id, 'Other', 'hubspot', 'crm', 'oauth2', 'active', c.config, c.settings, 0, now(), now()
            FROM tenant t CROSS JOIN generate_series(1, 100) n
            CROSS JOIN (SELECT config, settings FROM connection LIMIT 1) c
            WHERE t.external_id LIKE 'other-%%';
            VACUUM ANALYZE connection
            """;

    private static final String PLAN =
            """
            EXPLAIN (COSTS OFF) SELECT * FROM connection
            WHERE tenant_id = (SELECT id FROM tenant WHERE external_id = '%s') ORDER BY id
            """;

    private final Stage stage;
    private final Database database;
    private final Report report;
    private final Settings settings;

    Reading(Stage stage, Database database, Report report, Settings settings) {
        this.stage = stage;
        this.database = database;
        this.report = report;
        this.settings = settings;
    }

    void measure() throws IOException, InterruptedException {
        Hub hub = stage.accepting();
        String id = "";
        for (int i = 0; i < LISTED; i++) {
            id = hub.createIntegration("Integration " + i);
        }
        byte[] one = hub.get("/api/v1/integrations/" + id);
        byte[] list = hub.get("/api/v1/integrations");
        byte[] empty = hub.post("/bench/empty", "{}");
        for (byte[] request : new byte[][] {empty, one, list}) {
            Load.closed(hub.port(), CONNECTIONS, request, 2.0 * settings.seconds());
        }
        double ones = 0;
        double empties = 0;
        for (int turn = 0; turn < 3; turn++) {
            empties += Load.closed(hub.port(), CONNECTIONS, empty, settings.seconds() / 2.0).perSecond() / 3;
            ones += stage.watch(
                                    "reading one integration",
                                    running ->
                                            Load.closed(running.port(), CONNECTIONS, one, settings.seconds() / 2.0))
                            .perSecond()
                    / 3;
        }
        report.atLeast("reading one integration", ones, "/s", "empty route", empties, 0.6);
        double among = listing(hub, list);
        database.sql(String.format(Locale.ROOT, FILL, OTHERS));
        double amongMany = listing(hub, list);
        report.cost(
                String.format(Locale.ROOT, "listing %d integrations among %,d of others", LISTED, OTHERS),
                amongMany,
                among,
                1.2);
        report.note("Plan of the list: "
                + database.sql(String.format(Locale.ROOT, PLAN, Hub.ORGANIZATION)).replaceAll("\\s*\\n\\s*", "; "));
    }

    private double listing(Hub hub, byte[] list) throws IOException {
        return Load.closed(hub.port(), CONNECTIONS, list, settings.seconds()).perSecond();
    }
}
