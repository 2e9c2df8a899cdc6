package dev.serai.provider.notion;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.Refused;
import dev.serai.provider.standin.StandInServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Notion on loopback: OAuth, secrets of internal connections, and the API with real state, for many workspaces. Each refresh
 * brings a new refresh token and ends the one before; an access token ends only when the test says so.
 */
public final class NotionStandIn implements AutoCloseable {

    /** The one public connection that is registered. */
    public static final String CLIENT_ID = "463558a3-serai";

    /** Its secret. */
    public static final String CLIENT_SECRET = "a-secret-of-the-notion-connection";

    private final StandInServer server = new StandInServer();
    private final NotionApi api = new NotionApi();
    private final Map<String, Workspace> accessTokens = new ConcurrentHashMap<>();
    private final Map<String, Workspace> refreshTokens = new ConcurrentHashMap<>();
    private final Map<String, Workspace> codes = new ConcurrentHashMap<>();
    private final AtomicInteger refreshes = new AtomicInteger();
    private volatile Workspace visitor = new Workspace("Visitors");

    /** Opens it on a free port. */
    public NotionStandIn() {
        server.start(this::answer);
    }

    /** @return its address without a slash at the end */
    public String url() {
        return server.url();
    }

    /** @return the HTTP side, for its calls and for faults of any kind */
    public StandInServer server() {
        return server;
    }

    /** Adds a workspace with nothing in it. */
    public Workspace addWorkspace() {
        return new Workspace("Workspace " + UUID.randomUUID());
    }

    /** Whose workspace it is that agrees on the consent page from now on. */
    public void consentsAs(Workspace workspace) {
        visitor = workspace;
    }

    /** @return the secret of an internal connection of a workspace */
    public String secret(Workspace workspace) {
        String secret = "ntn_" + UUID.randomUUID().toString().replace("-", "");
        accessTokens.put(secret, workspace);
        return secret;
    }

    /** Takes all of a workspace's tokens back. */
    public void revoke(Workspace workspace) {
        List.of(accessTokens, refreshTokens).forEach(tokens -> tokens.values().removeIf(workspace::equals));
    }

    /** Ends a workspace's access tokens; its refresh token still works. */
    public void expireAccessTokens(Workspace workspace) {
        accessTokens.values().removeIf(workspace::equals);
    }

    /** @return how often tokens were refreshed */
    public int refreshes() {
        return refreshes.get();
    }

    /** @return whether a call goes to the API */
    public static boolean isApi(Call call) {
        return call.path().startsWith("/v1/") && !call.path().startsWith("/v1/oauth/");
    }

    private Answer answer(Call call) {
        return switch (call.path()) {
            case "/v1/oauth/authorize" -> consent(call);
            case "/v1/oauth/token" -> token(call);
            case "/v1/oauth/revoke" -> {
                authenticate(call);
                refreshTokens.remove(String.valueOf(form(call, "token")));
                yield Answer.json(200, JsonNodeFactory.instance.objectNode());
            }
            default -> api.answer(workspace(call), call);
        };
    }

    private Workspace workspace(Call call) {
        String header = call.authorization();
        Workspace workspace = header == null || !header.startsWith("Bearer ")
                ? null
                : accessTokens.get(header.substring("Bearer ".length()));
        if (workspace == null) {
            throw NotionApi.refused(401, "unauthorized", "API token is invalid.");
        }
        return workspace;
    }

    private Answer consent(Call call) {
        if (!CLIENT_ID.equals(call.parameter("client_id")) || !"user".equals(call.parameter("owner"))) {
            return Answer.page(400, "Missing or incomplete Client ID or owner");
        }
        String code = UUID.randomUUID().toString();
        codes.put(code, visitor);
        return Answer.redirect(call.parameter("redirect_uri") + "?code=" + code + "&state="
                + URLEncoder.encode(String.valueOf(call.parameter("state")), StandardCharsets.UTF_8));
    }

    private Answer token(Call call) {
        authenticate(call);
        String kind = String.valueOf(form(call, "grant_type"));
        Workspace workspace;
        if (kind.equals("refresh_token")) {
            refreshes.incrementAndGet();
            workspace = refreshTokens.remove(String.valueOf(form(call, "refresh_token")));
        } else {
            workspace = codes.remove(String.valueOf(form(call, "code")));
        }
        if (workspace == null) {
            throw new Refused(Answer.oauthError(400, "invalid_grant", "Invalid code: this code has been revoked."));
        }
        String access = "ntn_" + UUID.randomUUID();
        String refresh = "nrt_" + UUID.randomUUID();
        accessTokens.put(access, workspace);
        refreshTokens.put(refresh, workspace);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("access_token", access).put("token_type", "bearer").put("refresh_token", refresh);
        body.put("bot_id", UUID.randomUUID().toString()).put("workspace_name", workspace.name());
        return Answer.json(200, body);
    }

    private static void authenticate(Call call) {
        String pair = CLIENT_ID + ":" + CLIENT_SECRET;
        String wanted = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        if (!wanted.equals(call.authorization())) {
            throw new Refused(Answer.oauthError(401, "invalid_client", "Client authentication failed"));
        }
    }

    private static @Nullable String form(Call call, String name) {
        List<String> values = call.form().get(name);
        return values == null ? null : values.get(0);
    }

    @Override
    public void close() {
        server.close();
    }
}
