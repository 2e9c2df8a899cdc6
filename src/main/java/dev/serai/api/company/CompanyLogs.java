package dev.serai.api.company;

import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.connection.ConnectionLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The contract's integration logs, page by page, the newest first. */
@Component("companyLogs")
public class CompanyLogs {

    private static final String FIRST_PAGE = "1";
    private static final String DEFAULT_LIMIT = "10";

    private final ConnectionLog log;

    CompanyLogs(ConnectionLog log) {
        this.log = log;
    }

    private record Logs(List<Entry> logs, Pagination pagination) {}

    private record Entry(UUID id, UUID integrationId, String status, String message, Instant createdAt) {

        static Entry of(UUID integrationId, ConnectionLog.Entry entry) {
            return new Entry(entry.id(), integrationId, entry.status(), entry.message(), entry.createdAt());
        }
    }

    private record Pagination(int page, int limit, long total, long pages) {}

    public Answer list(Call call) {
        Map<String, String> query = call.query();
        UUID id = CompanyIntegrations.id(call);
        int page = Integer.parseInt(query.getOrDefault("page", FIRST_PAGE));
        int limit = Integer.parseInt(query.getOrDefault("limit", DEFAULT_LIMIT));
        ConnectionLog.Page found = log.page(call.tenant(), id, query.get("status"), page, limit);
        long pages = (found.total() + limit - 1) / limit;
        return CompanyAnswer.of(new Logs(
                found.entries().stream().map(entry -> Entry.of(id, entry)).toList(),
                new Pagination(page, limit, found.total(), pages)));
    }
}
