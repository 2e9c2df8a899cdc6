package dev.serai.crash;

import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.StandInServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** A provider with so many records that nobody should hold them all, and with nothing else. */
final class ManyRecords implements AutoCloseable {

    static final int PAGE = 1_000;

    private static final String KEY = "the key";
    private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");

    private final StandInServer server = new StandInServer();
    private final int count;

    ManyRecords(int count) {
        this.count = count;
        server.start(this::answer);
    }

    /** @return the hub's routes with this provider among them */
    Path routes(Path where) throws IOException {
        FileSystemUtils.deleteRecursively(where);
        FileSystemUtils.copyRecursively(Path.of("routes"), where);
        Path folder = Files.createDirectories(where.resolve("providers/many"));
        Files.writeString(
                folder.resolve("provider.yaml"),
                """
                id: many
                name: Many
                category: crm
                authentication:
                  - type: api_key
                    header: X-Api-Key
                settings:
                  base-url:
                    default: %s
                    description: Where the API is.
                fields:
                  - name: apiKey
                    label: Key
                    description: The account's key.
                    secret: true
                health:
                  path: /me
                paging:
                  style: cursor
                  items: /items
                  next: /next
                  parameter: after
                  sizeParameter: limit
                  size: %d
                dataTypes:
                  contacts:
                    path: /contacts
                    updatedAt: /updatedAt
                """
                        .formatted(server.url(), PAGE));
        return where.toAbsolutePath();
    }

    String config() {
        return "{\"apiKey\":\"" + KEY + "\"}";
    }

    String key() {
        return KEY;
    }

    String url() {
        return server.url();
    }

    private Answer answer(Call call) {
        if (!KEY.equals(call.header("X-Api-Key"))) {
            return Answer.text(401, "{}");
        }
        if (!call.path().equals("/contacts")) {
            return Answer.text(200, "{}");
        }
        int from = call.parameter("after") == null ? 0 : Integer.parseInt(String.valueOf(call.parameter("after")));
        int to = Math.min(count, from + Integer.parseInt(String.valueOf(call.parameter("limit"))));
        StringBuilder page = new StringBuilder("{\"items\":[");
        for (int i = from; i < to; i++) {
            page.append(i == from ? "" : ",")
                    .append("{\"id\":\"contact-")
                    .append(i)
                    .append("\",\"updatedAt\":\"")
                    .append(FIRST.plusSeconds(i))
                    .append("\",\"properties\":{\"firstname\":\"Ada\",\"lastname\":\"Lovelace ")
                    .append(i)
                    .append("\",\"email\":\"ada.")
                    .append(i)
                    .append("@example.com\",\"company\":\"Analytical Engines\",\"phone\":\"+44 20 7946 0958\"}}");
        }
        page.append("],\"next\":")
                .append(to == count ? "null" : "\"" + to + "\"")
                .append('}');
        return new Answer(
                200, Map.of("Content-Type", "application/json"), page.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.close();
    }
}
