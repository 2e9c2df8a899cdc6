package dev.serai.provider.outlook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Entra's authorisation server, version 2.0: each refresh gives a new refresh token. */
final class EntraTokens {

    private static final Duration LIFETIME = Duration.ofSeconds(3_599);

    /** An access token's worth. */
    record Access(String user, Set<String> scopes, Instant expires) {}

    private record Grant(String user, Set<String> scopes) {}

    private record Code(Grant grant, String redirectUri) {}

    private final Clock clock;
    private final Map<String, Grant> refreshTokens = new HashMap<>();
    private final Map<String, Access> accessTokens = new HashMap<>();
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, Integer> refused = new HashMap<>();
    private @Nullable String consentingUser;
    private boolean usedTokensDie;

    EntraTokens(Clock clock) {
        this.clock = clock;
    }

    synchronized void consentsAs(String user) {
        consentingUser = user;
    }

    synchronized void usedTokensDie(boolean wanted) {
        usedTokensDie = wanted;
    }

    synchronized MicrosoftStandIn.Tokens grant(String user, Set<String> scopes) {
        return adopt(user, scopes, "EwB" + UUID.randomUUID(), "M.C5_" + UUID.randomUUID());
    }

    synchronized MicrosoftStandIn.Tokens adopt(String user, Set<String> scopes, String access, String refresh) {
        refreshTokens.put(refresh, new Grant(user, scopes));
        accessTokens.put(access, new Access(user, scopes, clock.instant().plus(LIFETIME)));
        return new MicrosoftStandIn.Tokens(access, refresh);
    }

    synchronized void expireAccess(String user) {
        accessTokens.replaceAll((token, access) ->
                access.user().equals(user) ? new Access(user, access.scopes(), Instant.EPOCH) : access);
    }

    /** @param number what AADSTS says to each refresh from now on */
    synchronized void refuse(String user, int number) {
        refused.put(user, number);
        accessTokens.values().removeIf(access -> access.user().equals(user));
    }

    synchronized boolean isTokenOf(String user, @Nullable String authorization) {
        Access access = authorization == null ? null : accessTokens.get(authorization.replaceFirst("^Bearer ", ""));
        return access != null && access.user().equals(user);
    }

    /** @throws GraphRefusal when the token is none, or has expired */
    synchronized Access access(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            throw GraphRefusal.unauthenticated("Access token is empty.");
        }
        Access access = accessTokens.get(authorization.substring("Bearer ".length()));
        if (access == null) {
            throw GraphRefusal.unauthenticated("IDX14100: JWT is not well formed, there are no dots (.).");
        }
        if (!access.expires().isAfter(clock.instant())) {
            throw GraphRefusal.unauthenticated("Lifetime validation failed, the token is expired.");
        }
        return access;
    }

    synchronized Answer authorize(Call call) {
        if (!MicrosoftStandIn.CLIENT_ID.equals(call.parameter("client_id"))) {
            return Answer.page(400, "AADSTS700016: Application was not found in the directory");
        }
        String redirect = String.valueOf(call.parameter("redirect_uri"));
        String user = call.parameter("login_hint") == null ? consentingUser : call.parameter("login_hint");
        String code = "M.C507_" + UUID.randomUUID();
        codes.put(code, new Code(new Grant(String.valueOf(user), words(call.parameter("scope"))), redirect));
        return Answer.redirect(redirect + (redirect.contains("?") ? "&" : "?") + "code=" + code + "&state="
                + URLEncoder.encode(String.valueOf(call.parameter("state")), StandardCharsets.UTF_8));
    }

    synchronized Answer token(Call call) {
        if (!call.method().equals("POST")) {
            throw GraphRefusal.token(400, "invalid_request", 900561, "The endpoint only accepts POST requests.");
        }
        if (!MicrosoftStandIn.CLIENT_ID.equals(form(call, "client_id"))) {
            throw GraphRefusal.token(400, "unauthorized_client", 700016, "Application was not found in the directory.");
        }
        if (!MicrosoftStandIn.CLIENT_SECRET.equals(form(call, "client_secret"))) {
            throw GraphRefusal.token(401, "invalid_client", 7000215, "Invalid client secret provided.");
        }
        return switch (form(call, "grant_type")) {
            case "authorization_code" -> {
                Code code = codes.remove(form(call, "code"));
                if (code == null || !code.redirectUri().equals(form(call, "redirect_uri"))) {
                    throw GraphRefusal.token(
                            400, "invalid_grant", 70000, "The provided authorization code is invalid.");
                }
                yield issued(code.grant());
            }
            case "refresh_token" -> {
                Grant grant = refreshTokens.get(form(call, "refresh_token"));
                if (grant == null) {
                    throw GraphRefusal.token(
                            400, "invalid_grant", 70000, "The provided value for the 'refresh_token' is not valid.");
                }
                Integer number = refused.get(grant.user());
                if (number != null) {
                    throw GraphRefusal.token(400, "invalid_grant", number, "The grant does not hold any more.");
                }
                if (usedTokensDie) {
                    refreshTokens.remove(form(call, "refresh_token"));
                }
                yield issued(grant);
            }
            default ->
                throw GraphRefusal.token(
                        400, "unsupported_grant_type", 70003, "The app requested an unsupported grant.");
        };
    }

    private Answer issued(Grant grant) {
        MicrosoftStandIn.Tokens tokens = grant(grant.user(), grant.scopes());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("token_type", "Bearer")
                .put("scope", String.join(" ", grant.scopes()))
                .put("expires_in", LIFETIME.toSeconds())
                .put("ext_expires_in", LIFETIME.toSeconds())
                .put("access_token", tokens.access())
                .put("refresh_token", tokens.refresh());
        return Answer.json(200, body);
    }

    private static String form(Call call, String name) {
        List<String> values = call.form().get(name);
        if (values == null) {
            throw GraphRefusal.token(
                    400,
                    "invalid_request",
                    900144,
                    "The request body must contain the following parameter: '" + name + "'.");
        }
        return values.get(0);
    }

    private static Set<String> words(@Nullable String text) {
        return text == null ? Set.of() : new LinkedHashSet<>(Arrays.asList(text.split(" ")));
    }
}
