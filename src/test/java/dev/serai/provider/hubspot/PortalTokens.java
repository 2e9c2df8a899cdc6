package dev.serai.provider.hubspot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** HubSpot's authorisation server at its dated paths: codes, tokens of half an hour, introspection, revocation. */
final class PortalTokens {

    static final String ROOT = "/oauth/2026-03/token";

    private static final Duration LIFETIME = Duration.ofMinutes(30);

    /** An access token. */
    record Access(Portal portal, Set<String> scopes, String refresh, Instant expires) {}

    private record Grant(Portal portal, Set<String> scopes) {}

    private final Clock clock;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final Map<String, Grant> codes = new ConcurrentHashMap<>();
    private final Map<String, Access> accesses = new ConcurrentHashMap<>();

    PortalTokens(Clock clock) {
        this.clock = clock;
    }

    HubspotStandIn.Tokens grant(Portal portal, Set<String> scopes) {
        return adopt(portal, scopes, "CJ" + UUID.randomUUID(), "na1-" + UUID.randomUUID());
    }

    HubspotStandIn.Tokens adopt(Portal portal, Set<String> scopes, String access, String refresh) {
        grants.put(refresh, new Grant(portal, scopes));
        accesses.put(access, new Access(portal, scopes, refresh, clock.instant().plus(LIFETIME)));
        return new HubspotStandIn.Tokens(access, refresh);
    }

    String code(Portal portal, Set<String> scopes) {
        String code = UUID.randomUUID().toString();
        codes.put(code, new Grant(portal, scopes));
        return code;
    }

    void expire(Portal portal) {
        accesses.replaceAll((token, access) -> access.portal() == portal
                ? new Access(portal, access.scopes(), access.refresh(), Instant.EPOCH)
                : access);
    }

    void revoke(Portal portal) {
        grants.values().removeIf(grant -> grant.portal() == portal);
        accesses.values().removeIf(access -> access.portal() == portal);
    }

    boolean isLive(String refresh) {
        return grants.containsKey(refresh);
    }

    Access access(Call call) {
        String header = call.authorization();
        Access access = header == null || !header.startsWith("Bearer ")
                ? null
                : accesses.get(header.substring("Bearer ".length()));
        if (access == null) {
            throw HubspotRefusal.unknownToken();
        }
        if (!access.expires().isAfter(clock.instant())) {
            throw HubspotRefusal.expired();
        }
        return access;
    }

    Answer answer(Call call) {
        if (!call.method().equals("POST")) {
            throw HubspotRefusal.of(405, "METHOD_NOT_ALLOWED", "HTTP method not allowed");
        }
        authenticate(call);
        return switch (call.path().substring(ROOT.length())) {
            case "" -> token(call);
            case "/introspect" -> introspect(call);
            case "/revoke" -> {
                String token = form(call, "token");
                grants.remove(token);
                accesses.values().removeIf(access -> access.refresh().equals(token));
                yield Answer.empty(204);
            }
            default -> throw HubspotRefusal.notFound();
        };
    }

    private Answer token(Call call) {
        String kind = form(call, "grant_type");
        switch (kind) {
            case "authorization_code" -> {
                Grant grant = codes.remove(form(call, "code"));
                if (grant == null) {
                    throw HubspotRefusal.token("invalid_grant", "BAD_AUTH_CODE", "missing or unknown auth code");
                }
                HubspotStandIn.Tokens tokens = grant(grant.portal(), grant.scopes());
                return tokens(grant, tokens.access(), tokens.refresh());
            }
            case "refresh_token" -> {
                String refresh = form(call, "refresh_token");
                Grant grant = grants.get(refresh);
                if (grant == null) {
                    throw HubspotRefusal.token(
                            "invalid_grant", "BAD_REFRESH_TOKEN", "missing or invalid refresh token");
                }
                String access = "CJ" + UUID.randomUUID();
                adopt(grant.portal(), grant.scopes(), access, refresh);
                return tokens(grant, access, refresh);
            }
            default ->
                throw HubspotRefusal.token("unsupported_grant_type", "BAD_GRANT_TYPE", "unknown grant type " + kind);
        }
    }

    private static Answer tokens(Grant grant, String access, String refresh) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("token_type", "bearer").put("token_use", "access_token");
        body.put("access_token", access).put("refresh_token", refresh);
        body.put("expires_in", LIFETIME.toSeconds());
        body.put("hub_id", grant.portal().id());
        grant.scopes().stream().sorted().forEach(body.putArray("scopes")::add);
        return Answer.json(200, body);
    }

    private Answer introspect(Call call) {
        String token = form(call, "token");
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        Access access = accesses.get(token);
        Grant grant = grants.get(token);
        boolean active = grant != null || access != null && access.expires().isAfter(clock.instant());
        body.put("active", active);
        if (active) {
            Portal portal = grant == null ? access.portal() : grant.portal();
            body.put("hub_id", portal.id()).put("hub_domain", portal.id() + ".example.com");
            body.put("client_id", HubspotStandIn.CLIENT_ID);
            body.put("token_use", grant == null ? "access_token" : "refresh_token");
        }
        return Answer.json(200, body);
    }

    private static void authenticate(Call call) {
        if (!HubspotStandIn.CLIENT_ID.equals(first(call, "client_id"))) {
            throw HubspotRefusal.token("invalid_client", "BAD_CLIENT_ID", "missing or unknown client id");
        }
        if (!HubspotStandIn.CLIENT_SECRET.equals(first(call, "client_secret"))) {
            throw HubspotRefusal.token("invalid_client", "BAD_CLIENT_SECRET", "missing or invalid client secret");
        }
    }

    private static String form(Call call, String name) {
        String value = first(call, name);
        if (value == null) {
            throw HubspotRefusal.token("invalid_request", "BAD_REQUEST", "missing " + name);
        }
        return value;
    }

    private static @Nullable String first(Call call, String name) {
        List<String> values = call.form().get(name);
        return values == null ? null : values.get(0);
    }
}
