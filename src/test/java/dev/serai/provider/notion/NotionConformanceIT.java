package dev.serai.provider.notion;

import dev.serai.api.provider.ProviderConformance;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.StandInServer;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Notion does what every provider does. */
class NotionConformanceIT extends ProviderConformance {

    private static final Instant LONG_AGO = Instant.parse("2026-02-01T10:00:00Z");

    private Workspace workspace = NOTION.addWorkspace();
    private String first = "";

    @Override
    protected String provider() {
        return "notion";
    }

    @Override
    protected StandInServer server() {
        return NOTION.server();
    }

    @Override
    protected Predicate<Call> reads() {
        return call -> call.path().equals("/v1/search");
    }

    @Override
    protected String dataType() {
        return "pages";
    }

    @Override
    protected String rightConfig() {
        workspace = NOTION.addWorkspace();
        return "{\"accessToken\":\"" + NOTION.secret(workspace) + "\"}";
    }

    @Override
    protected String wrongConfig() {
        return "{\"accessToken\":\"ntn_wrong\"}";
    }

    @Override
    protected Set<String> seed() {
        Set<String> ids = new LinkedHashSet<>();
        for (int i = 0; i < 27; i++) {
            ids.add(workspace.addPage("p" + i, LONG_AGO.plusSeconds(600L * i)));
        }
        first = ids.iterator().next();
        return ids;
    }

    @Override
    protected String change() {
        workspace.edit(first, "edited", Instant.now());
        return first;
    }

    @Override
    protected void revoke() {
        NOTION.revoke(workspace);
    }

    @Override
    protected int repeatedAtMost() {
        // The last one of the read before is within the overlap.
        return 1;
    }
}
