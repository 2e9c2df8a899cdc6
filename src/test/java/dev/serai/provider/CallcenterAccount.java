package dev.serai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.api.Reply;
import dev.serai.api.RunningHub;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.connection.NewConnection;
import dev.serai.oauth.Authorizations;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.TenantKind;
import dev.serai.tenancy.Tenants;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

/** An account of {@code callcenter} that connects providers, tests them and syncs their data. */
public abstract class CallcenterAccount extends RunningHub {

    private static final String REDIRECT = "http://localhost/back";

    /** The account. */
    protected final String account = UUID.randomUUID().toString();

    /** A token that may do everything in the account. */
    protected final String token = token(Map.of(
            "accountId",
            account,
            "permissions",
            List.of("integrations:create", "integrations:read", "integrations:update", "integrations:delete")));

    @Autowired
    protected Connections connections;

    @Autowired
    private Tenants tenants;

    @Autowired
    private Authorizations authorizations;

    /** What a read came to. */
    protected record Synced(List<JsonNode> records, String cursor, String mode) {

        public List<String> ids() {
            return records.stream().map(record -> record.path("id").asText()).toList();
        }
    }

    protected Tenant tenant() {
        return tenants.meet(TenantKind.ACCOUNT, account);
    }

    /** Adds an integration with its credentials. */
    protected Reply add(String type, String config) {
        return send("POST", "/api/integrations/", token, "{\"type\":\"" + type + "\",\"config\":" + config + "}");
    }

    /** @return the id of an integration that was added with its credentials */
    protected String added(String type, String config) {
        Reply reply = add(type, config);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.json().at("/data/status").asText()).isEqualTo("active");
        return reply.json().at("/data/id").asText();
    }

    /** @return the id of a connection that a user agreed to in the browser */
    protected String authorized(String provider) {
        UUID id = connections
                .create(
                        tenant(),
                        new NewConnection(
                                provider,
                                provider,
                                null,
                                ConnectionStatus.PENDING,
                                "oauth2",
                                JsonNodeFactory.instance.objectNode(),
                                JsonNodeFactory.instance.objectNode(),
                                null))
                .id();
        String page = authorizations.authorizeUrl(tenant().id(), id, REDIRECT, null);
        Map<String, String> back = query(URI.create(visit(page)));
        authorizations.complete(back.get("code"), back.get("state"));
        return id.toString();
    }

    protected Reply test(String id) {
        return send("POST", "/api/integrations/" + id + "/test", token, null);
    }

    /**
     * Asks for a page.
     *
     * @param query parameters with their values by turns
     */
    protected Reply page(String id, String type, @Nullable String cursor, String... query) {
        StringBuilder path = new StringBuilder("/api/integrations/" + id + "/sync/" + type + "?limit=50");
        if (cursor != null) {
            path.append("&cursor=").append(cursor);
        }
        for (int i = 0; i < query.length; i += 2) {
            path.append('&')
                    .append(query[i])
                    .append('=')
                    .append(URLEncoder.encode(query[i + 1], StandardCharsets.UTF_8));
        }
        return send("GET", path.toString(), token, null);
    }

    /** Reads to the end. */
    protected Synced sync(String id, String type, @Nullable String cursor, String... query) {
        List<JsonNode> records = new ArrayList<>();
        String next = cursor;
        for (int pages = 1; pages < 200; pages++) {
            Reply reply = page(id, type, next, query);
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            JsonNode data = reply.json().path("data");
            data.path("records").forEach(records::add);
            next = data.path("next_cursor").asText();
            if (!data.path("has_more").asBoolean()) {
                return new Synced(records, next, data.path("mode").asText());
            }
        }
        throw new AssertionError("the read has no end");
    }

    private static String visit(String page) {
        try {
            HttpResponse<Void> reply = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(page)).build(), BodyHandlers.discarding());
            return reply.headers().firstValue("Location").orElseThrow();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    private static Map<String, String> query(URI address) {
        return Stream.of(address.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
