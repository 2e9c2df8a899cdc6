package dev.serai.provider.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.FaultPlan;
import dev.serai.provider.standin.StandInServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Salesforce: one log-in for all organisations, and each organisation on a host of its own. */
public final class SalesforceStandIn implements AutoCloseable {

    public static final String CLIENT_ID = "3MVG9-hub-app";
    public static final String CLIENT_SECRET = "hub-app+secret/=";

    /** Whom assertions must be for. */
    public static final String AUDIENCE = "https://login.salesforce.com";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StandInServer login = new StandInServer();
    private final KeyPair key = newKey();
    private final Map<String, User> users = new ConcurrentHashMap<>();
    private final Map<String, StandInOrg> ownApps = new ConcurrentHashMap<>();
    private final Map<String, Code> codes = new ConcurrentHashMap<>();
    private final Map<String, User> refreshTokens = new ConcurrentHashMap<>();
    private volatile boolean rotates = true;
    private volatile String agreeing = "";
    private int orgs;

    /** @param approved whether an administrator has approved the app for the user, so that it may act for them */
    private record User(String name, String password, String securityToken, StandInOrg org, boolean approved) {}

    private record Code(User user, String challenge, String redirectUri) {}

    public SalesforceStandIn() {
        login.start(this::answer);
    }

    /** @return a new organisation without users and records */
    public synchronized StandInOrg addOrg() {
        return new StandInOrg("00D%012dAAA".formatted(++orgs));
    }

    public void addUser(StandInOrg org, String name, String password, String securityToken) {
        users.put(name, new User(name, password, securityToken, org, true));
    }

    /** A user for whom nobody has approved the app. */
    public void addUserWithoutApproval(StandInOrg org, String name, String password) {
        users.put(name, new User(name, password, "", org, false));
    }

    void forgetUsers(StandInOrg org) {
        users.values().removeIf(user -> user.org() == org);
    }

    /** An app of an organisation's own, for client credentials. */
    public void addApp(StandInOrg org, String clientId, String secret) {
        ownApps.put(clientId + ":" + secret, org);
    }

    /** Who agrees when the browser comes. */
    public void agreesAs(String user) {
        agreeing = user;
    }

    /** Whether a refresh brings another refresh token and ends the one before; it does at the start. */
    public void rotatesRefreshTokens(boolean rotate) {
        rotates = rotate;
    }

    /** Takes back all that a user has agreed to. */
    public void revoke(String user) {
        refreshTokens.values().removeIf(owner -> owner.name().equals(user));
    }

    public String tokenUrl() {
        return login.url() + "/services/oauth2/token";
    }

    public String authorizeUrl() {
        return login.url() + "/services/oauth2/authorize";
    }

    public String userinfoUrl() {
        return login.url() + "/services/oauth2/userinfo";
    }

    public String revokeUrl() {
        return login.url() + "/services/oauth2/revoke";
    }

    /** @return which calls meet which fault */
    public FaultPlan faults() {
        return login.faults();
    }

    /** @return all calls to the log-in so far */
    public Queue<Call> calls() {
        return login.calls();
    }

    /** @return the private key of the app's certificate, in PEM */
    public String privateKey() {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(key.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private Answer answer(Call call) {
        return switch (call.method() + " " + call.path()) {
            case "GET /services/oauth2/authorize" -> authorize(call);
            case "POST /services/oauth2/token" -> token(call);
            case "POST /services/oauth2/revoke" -> revoked(call);
            case "GET /services/oauth2/userinfo" -> userinfo(call);
            default -> Answer.page(404, "URL No Longer Exists");
        };
    }

    private Answer authorize(Call call) {
        User user = users.get(agreeing);
        if (user == null || !CLIENT_ID.equals(call.parameter("client_id"))) {
            return Answer.page(400, "invalid client");
        }
        String code = "aPrx" + UUID.randomUUID();
        codes.put(
                code,
                new Code(
                        user,
                        String.valueOf(call.parameter("code_challenge")),
                        String.valueOf(call.parameter("redirect_uri"))));
        return Answer.redirect(call.parameter("redirect_uri") + "?code=" + code + "&state=" + call.parameter("state"));
    }

    /** The log-in knows all organisations' users. */
    private Answer userinfo(Call call) {
        return users.values().stream()
                .map(User::org)
                .distinct()
                .map(org -> org.userinfo(call))
                .filter(found -> found.status() == 200)
                .findFirst()
                .orElseGet(() -> Answer.text(403, "Bad_OAuth_Token"));
    }

    private Answer revoked(Call call) {
        String token = first(call, "token");
        if (refreshTokens.remove(token) != null) {
            return Answer.empty(200);
        }
        users.values().forEach(user -> user.org().endSession(token));
        return Answer.empty(200);
    }

    private Answer token(Call call) {
        return switch (first(call, "grant_type")) {
            case "password" -> password(call);
            case "urn:ietf:params:oauth:grant-type:jwt-bearer" -> assertion(call);
            case "authorization_code" -> code(call);
            case "refresh_token" -> refresh(call);
            case "client_credentials" -> clientCredentials(call);
            default -> refused("unsupported_grant_type", "grant type not supported");
        };
    }

    private Answer password(Call call) {
        Answer wrong = wrongClient(call);
        if (wrong != null) {
            return wrong;
        }
        User user = users.get(first(call, "username"));
        boolean right = user != null && first(call, "password").equals(user.password() + user.securityToken());
        return right ? given(user, null) : refused("invalid_grant", "authentication failure");
    }

    private Answer assertion(Call call) {
        try {
            String[] parts = first(call, "assertion").split("\\.");
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            if (!claims.path("iss").asText().equals(CLIENT_ID)) {
                return refused("invalid_client_id", "client identifier invalid");
            }
            if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
                return refused("invalid_grant", "invalid assertion");
            }
            if (!claims.path("aud").asText().equals(AUDIENCE)) {
                return refused("invalid_grant", "audience is invalid");
            }
            long left = claims.path("exp").asLong() - Instant.now().getEpochSecond();
            if (left < 0 || left > 300) {
                return refused("invalid_grant", "expired authorization code");
            }
            User user = users.get(claims.path("sub").asText());
            return user != null && user.approved()
                    ? given(user, null)
                    : refused("invalid_grant", "user hasn't approved this consumer");
        } catch (GeneralSecurityException | IOException | RuntimeException malformed) {
            return refused("invalid_grant", "invalid assertion");
        }
    }

    private Answer code(Call call) {
        Answer wrong = wrongClient(call);
        Code code = codes.remove(first(call, "code"));
        if (wrong != null || code == null) {
            return wrong != null ? wrong : refused("invalid_grant", "invalid authorization code");
        }
        boolean proven = challenge(first(call, "code_verifier")).equals(code.challenge())
                && first(call, "redirect_uri").equals(code.redirectUri());
        return proven
                ? given(code.user(), newRefreshToken(code.user()))
                : refused("invalid_grant", "invalid code verifier");
    }

    private Answer refresh(Call call) {
        Answer wrong = wrongClient(call);
        if (wrong != null) {
            return wrong;
        }
        String token = first(call, "refresh_token");
        User user = rotates ? refreshTokens.remove(token) : refreshTokens.get(token);
        return user == null
                ? refused("invalid_grant", "expired access/refresh token")
                : given(user, rotates ? newRefreshToken(user) : null);
    }

    private Answer clientCredentials(Call call) {
        StandInOrg org = ownApps.get(first(call, "client_id") + ":" + first(call, "client_secret"));
        return org == null
                ? refused("invalid_client", "invalid client credentials")
                : given(new User("app@" + org.id(), "", "", org, true), null);
    }

    private String newRefreshToken(User user) {
        String token = "5Aep" + UUID.randomUUID();
        refreshTokens.put(token, user);
        return token;
    }

    private static @Nullable Answer wrongClient(Call call) {
        if (!first(call, "client_id").equals(CLIENT_ID)) {
            return refused("invalid_client_id", "client identifier invalid");
        }
        return first(call, "client_secret").equals(CLIENT_SECRET)
                ? null
                : refused("invalid_client", "invalid client credentials");
    }

    /** There is no lifetime: whoever has a session finds out when it ends. */
    private static Answer given(User user, @Nullable String refreshToken) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("access_token", user.org().newSession(user.name()))
                .put("instance_url", user.org().url())
                .put("id", "https://login.salesforce.com/id/" + user.org().id() + "/005000000000001AAA")
                .put("token_type", "Bearer")
                .put("issued_at", String.valueOf(Instant.now().toEpochMilli()))
                .put("signature", "not-checked=");
        if (refreshToken != null) {
            answer.put("refresh_token", refreshToken).put("scope", "refresh_token api openid");
        }
        return Answer.json(200, answer);
    }

    private static Answer refused(String error, String description) {
        return Answer.oauthError(400, error, description);
    }

    private static String first(Call call, String name) {
        List<String> values = call.form().getOrDefault(name, List.of());
        return values.size() == 1 ? values.get(0) : "";
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        login.close();
    }
}
