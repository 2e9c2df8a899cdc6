package dev.serai.provider.pipedrive;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.Refused;
import dev.serai.provider.standin.StandInServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Pipedrive on loopback: OAuth, personal tokens and the API's second version with real state, for many companies. Tokens
 * that come by OAuth work only where the token's answer says that the company's API is.
 */
public final class PipedriveStandIn implements AutoCloseable {

    /** The one app that is registered. */
    public static final String CLIENT_ID = "0f9serai";

    /** Its secret. */
    public static final String CLIENT_SECRET = "a-secret-of-the-pipedrive-app";

    private final StandInServer server = new StandInServer();
    private final PipedriveItems items = new PipedriveItems();
    private final Map<String, Company> apiTokens = new ConcurrentHashMap<>();
    private final Map<String, Company> accessTokens = new ConcurrentHashMap<>();
    private final Map<String, Company> refreshTokens = new ConcurrentHashMap<>();
    private final Map<String, Company> codes = new ConcurrentHashMap<>();
    private final AtomicInteger refreshes = new AtomicInteger();
    private volatile Company visitor = new Company("visitor");

    /** Opens it on a free port. */
    public PipedriveStandIn() {
        server.start(this::answer);
    }

    /** What a grant is made of. */
    public record Tokens(String access, String refresh) {}

    /** @return its address without a slash at the end */
    public String url() {
        return server.url();
    }

    /**
     * Stands in for the address that the provider's file has for the API. Set by an operator, it would come before what a
     * token says.
     */
    public void takeTheApisPlace(Path routes) throws IOException {
        Path file = routes.resolve("providers/pipedrive/provider.yaml");
        Files.writeString(
                file,
                Files.readString(file).replace("default: https://api.pipedrive.com\n", "default: " + url() + "\n"));
    }

    /** @return the HTTP side, for its calls and for faults of any kind */
    public StandInServer server() {
        return server;
    }

    /** Adds a company with nothing in it. */
    public Company addCompany() {
        return new Company("company-" + UUID.randomUUID());
    }

    /** Whose user it is that agrees on the consent page from now on. */
    public void consentsAs(Company company) {
        visitor = company;
    }

    /** @return a personal token of a company's user */
    public String apiToken(Company company) {
        String token = UUID.randomUUID().toString().replace("-", "");
        apiTokens.put(token, company);
        return token;
    }

    /** Takes all of a company's tokens back. */
    public void revoke(Company company) {
        List.of(apiTokens, accessTokens, refreshTokens)
                .forEach(tokens -> tokens.values().removeIf(company::equals));
    }

    /** Ends a company's access tokens; its refresh tokens still work. */
    public void expireAccessTokens(Company company) {
        accessTokens.values().removeIf(company::equals);
    }

    /** @return how often tokens were refreshed */
    public int refreshes() {
        return refreshes.get();
    }

    /** @return whether a call goes to the API */
    public static boolean isApi(Call call) {
        return !call.path().startsWith("/oauth/");
    }

    private Answer answer(Call call) {
        return switch (call.path()) {
            case "/oauth/authorize" -> consent(call);
            case "/oauth/token" -> token(call);
            case "/oauth/revoke" -> {
                authenticate(call);
                refreshTokens.remove(call.form().get("token").get(0));
                yield Answer.empty(200);
            }
            default -> api(call);
        };
    }

    private Answer api(Call call) {
        Map<String, String> limits =
                Map.of("x-ratelimit-limit", "20", "x-ratelimit-remaining", "19", "x-ratelimit-reset", "2");
        try {
            boolean hosted = call.path().startsWith("/company/");
            Company company = company(call, hosted);
            String path = hosted ? call.path().replaceFirst("/company/[^/]+", "") : call.path();
            Call plain = new Call(call.method(), path, call.query(), call.headers(), call.body(), call.nanoTime());
            return done(plain, company).with(limits);
        } catch (Refused refused) {
            return refused.answer().with(limits);
        }
    }

    private Answer done(Call call, Company company) {
        if (call.path().equals("/v1/users/me") && call.method().equals("GET")) {
            ObjectNode body = JsonNodeFactory.instance.objectNode().put("success", true);
            body.putObject("data").put("id", 1).put("email", company.name() + "@example.com");
            return Answer.json(200, body);
        }
        if (!call.path().startsWith(PipedriveItems.ROOT)) {
            throw PipedriveItems.refused(404, "ERR_NOT_FOUND", "Unknown method .");
        }
        return items.answer(company, call);
    }

    private Company company(Call call, boolean hosted) {
        String apiToken = call.header("x-api-token");
        String header = call.authorization();
        Company company = apiToken != null
                ? apiTokens.get(apiToken)
                : header != null && header.startsWith("Bearer ")
                        ? accessTokens.get(header.substring("Bearer ".length()))
                        : null;
        boolean atHome = apiToken != null || hosted || call.path().equals("/v1/users/me");
        if (company == null || !atHome) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.put("success", false).put("error", "unauthorized access").put("errorCode", 401);
            body.put("error_info", "Please check developers.pipedrive.com");
            throw new Refused(Answer.json(401, body));
        }
        return company;
    }

    private Answer consent(Call call) {
        if (!CLIENT_ID.equals(call.parameter("client_id")) || call.parameter("redirect_uri") == null) {
            return Answer.page(400, "This app is not known");
        }
        String code = UUID.randomUUID().toString();
        codes.put(code, visitor);
        return Answer.redirect(call.parameter("redirect_uri") + "?code=" + code + "&state="
                + URLEncoder.encode(String.valueOf(call.parameter("state")), StandardCharsets.UTF_8));
    }

    private Answer token(Call call) {
        authenticate(call);
        String kind = form(call, "grant_type");
        if ("authorization_code".equals(kind)) {
            Company company = codes.remove(String.valueOf(form(call, "code")));
            if (company == null) {
                throw oauth(400, "invalid_grant");
            }
            String refresh = "r:" + UUID.randomUUID();
            refreshTokens.put(refresh, company);
            return tokens(company, refresh);
        }
        if ("refresh_token".equals(kind)) {
            refreshes.incrementAndGet();
            String refresh = String.valueOf(form(call, "refresh_token"));
            Company company = refreshTokens.get(refresh);
            if (company == null) {
                throw oauth(400, "invalid_grant");
            }
            return tokens(company, refresh);
        }
        throw oauth(400, "unsupported_grant_type");
    }

    private Answer tokens(Company company, String refresh) {
        String access = "v1u:" + UUID.randomUUID();
        accessTokens.put(access, company);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("access_token", access).put("token_type", "Bearer").put("refresh_token", refresh);
        body.put("scope", "contacts:full deals:full activities:full").put("expires_in", 3599);
        body.put("api_domain", url() + "/company/" + company.name());
        return Answer.json(200, body);
    }

    private static void authenticate(Call call) {
        String pair = CLIENT_ID + ":" + CLIENT_SECRET;
        String wanted = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        if (!wanted.equals(call.authorization())) {
            throw oauth(401, "invalid_client");
        }
    }

    private static Refused oauth(int status, String error) {
        return new Refused(Answer.oauthError(status, error, "Please check developers.pipedrive.com"));
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
