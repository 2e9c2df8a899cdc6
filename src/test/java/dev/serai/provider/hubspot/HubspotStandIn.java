package dev.serai.provider.hubspot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.Fault;
import dev.serai.provider.standin.Refused;
import dev.serai.provider.standin.StandInServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * HubSpot on loopback: OAuth at its dated paths and CRM objects with real state, for many accounts, failing whenever a
 * test wants. Its client is {@link #CLIENT_ID} with {@link #CLIENT_SECRET}.
 */
public final class HubspotStandIn implements AutoCloseable {

    /** The one app that is registered. */
    public static final String CLIENT_ID = "2f1e3d5c-serai-hubspot-app";

    /** Its secret. */
    public static final String CLIENT_SECRET = "a-secret-of-the-hubspot-app";

    /** The scopes of everything that the stand-in has. */
    public static final Set<String> ALL_SCOPES = Stream.concat(
                    Stream.of("oauth", "tickets"),
                    Stream.of("contacts", "companies", "deals", "custom")
                            .flatMap(type -> Stream.of(".read", ".write").map(end -> "crm.objects." + type + end)))
            .collect(Collectors.toUnmodifiableSet());

    private static final int WINDOW_MILLIS = 10_000;

    private final StandInServer server;
    private final Clock clock;
    private final PortalTokens tokens;
    private final CrmEndpoints objects = new CrmEndpoints();
    private final AtomicLong portals = new AtomicLong(24_000_000);
    private final Map<Portal, Deque<Long>> recent = new ConcurrentHashMap<>();
    private volatile int perWindow = 100_000;
    private volatile Portal visitor;

    /** Opens it on a free port. */
    public HubspotStandIn() {
        this(0, Clock.systemUTC());
    }

    /**
     * Opens it.
     *
     * @param port 0 for a free one
     * @param clock by which tokens end and objects are dated
     */
    public HubspotStandIn(int port, Clock clock) {
        this.clock = clock;
        server = new StandInServer(port);
        tokens = new PortalTokens(clock);
        visitor = addPortal();
        server.start(this::answer);
    }

    /** What a grant is made of. */
    public record Tokens(String access, String refresh) {}

    // Addresses

    /** @return the API's base, without a slash at the end */
    public String url() {
        return server.url();
    }

    /** @return the address of the consent page */
    public String authorizeUrl() {
        return url() + "/oauth/authorize";
    }

    /** @return the address of the token endpoint */
    public String tokenUrl() {
        return url() + PortalTokens.ROOT;
    }

    /** @return the address where tokens are revoked */
    public String revokeUrl() {
        return tokenUrl() + "/revoke";
    }

    /** @return the address that tells which account a token is for */
    public String userinfoUrl() {
        return url() + "/account-info/2026-03/details";
    }

    // Accounts and what they grant

    /** Adds an account with an empty CRM. */
    public Portal addPortal() {
        return new Portal(portals.incrementAndGet(), clock);
    }

    /** Whose account it is that agrees on the consent page from now on. */
    public void consentsAs(Portal portal) {
        visitor = portal;
    }

    /** Gives tokens without the way through the browser; all scopes when none is named. */
    public Tokens grant(Portal portal, String... scopes) {
        return tokens.grant(portal, scopes.length == 0 ? ALL_SCOPES : Set.of(scopes));
    }

    /** Makes tokens that are written down somewhere good for an account. */
    public Tokens adopt(Portal portal, String access, String refresh) {
        return tokens.adopt(portal, ALL_SCOPES, access, refresh);
    }

    /** Ends an account's access tokens; its refresh tokens still work. */
    public void expireAccessTokens(Portal portal) {
        tokens.expire(portal);
    }

    /** Ends all that an account has granted, as when the app is uninstalled. */
    public void uninstall(Portal portal) {
        tokens.revoke(portal);
    }

    /** @return whether a refresh token works */
    public boolean isLive(String refreshToken) {
        return tokens.isLive(refreshToken);
    }

    // Limits and faults

    /** How many calls an account may make in ten seconds from now on. */
    public void allowsInTenSeconds(int calls) {
        perWindow = calls;
    }

    /** The next calls of a kind meet a fault. */
    public void failNext(int calls, Predicate<Call> kind, Fault fault) {
        server.faults().add(calls, kind, fault);
    }

    /** The next calls of a kind are told that they came too fast. */
    public void limitNext(int calls, Predicate<Call> kind, String policyName, String retryAfterSeconds) {
        failNext(
                calls,
                kind,
                Fault.answering(HubspotRefusal.tooFast(policyName).answer().with("Retry-After", retryAfterSeconds)));
    }

    /** Ends all faults that are planned. */
    public void heal() {
        server.faults().clear();
    }

    // What was called

    /** @return the calls of a kind, in the order in which they arrived */
    public List<Call> calls(Predicate<Call> kind) {
        return server.calls().stream().filter(kind).toList();
    }

    /** Forgets the calls so far. */
    public void forgetCalls() {
        server.calls().clear();
    }

    /** @return the HTTP side, for faults of any kind */
    public StandInServer server() {
        return server;
    }

    /** @return whether a call goes to the CRM */
    public static boolean isCrm(Call call) {
        return call.path().startsWith(CrmEndpoints.ROOT);
    }

    /** @return whether a call asks for tokens */
    public static boolean isToken(Call call) {
        return call.path().equals(PortalTokens.ROOT);
    }

    private Answer answer(Call call) {
        if (call.path().startsWith(PortalTokens.ROOT)) {
            return tokens.answer(call);
        }
        if (call.path().equals("/oauth/authorize")) {
            return consent(call);
        }
        PortalTokens.Access access = tokens.access(call);
        Deque<Long> made = recent.computeIfAbsent(access.portal(), any -> new ArrayDeque<>());
        int left = perWindow - count(made);
        return limited(left, call, access);
    }

    private Answer limited(int left, Call call, PortalTokens.Access access) {
        Map<String, String> headers = Map.of(
                "X-HubSpot-RateLimit-Max", Integer.toString(perWindow),
                "X-HubSpot-RateLimit-Remaining", Integer.toString(Math.max(0, left)),
                "X-HubSpot-RateLimit-Interval-Milliseconds", Integer.toString(WINDOW_MILLIS),
                "X-HubSpot-Correlation-Id", "0");
        try {
            if (left < 0) {
                throw HubspotRefusal.tooFast("TEN_SECONDLY_ROLLING");
            }
            return done(call, access).with(headers);
        } catch (Refused refused) {
            return refused.answer().with(headers);
        }
    }

    private Answer done(Call call, PortalTokens.Access access) {
        if (call.path().equals("/account-info/2026-03/details")) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.put("portalId", access.portal().id()).put("accountType", "STANDARD");
            body.put("timeZone", "Europe/London").put("companyCurrency", "GBP").put("utcOffset", "+00:00");
            body.put("uiDomain", "app.hubspot.com").put("dataHostingLocation", "na1");
            return Answer.json(200, body);
        }
        if (!isCrm(call)) {
            throw HubspotRefusal.notFound();
        }
        String scope = CrmEndpoints.scope(call);
        if (!access.scopes().contains(scope)) {
            throw HubspotRefusal.missingScopes(List.of(scope));
        }
        return objects.answer(access.portal(), call);
    }

    /** @return how many calls an account made in the last ten seconds, with this one */
    private static int count(Deque<Long> made) {
        synchronized (made) {
            long now = System.nanoTime();
            while (!made.isEmpty() && now - made.peekFirst() > WINDOW_MILLIS * 1_000_000L) {
                made.removeFirst();
            }
            made.addLast(now);
            return made.size();
        }
    }

    private Answer consent(Call call) {
        if (!CLIENT_ID.equals(call.parameter("client_id"))
                || call.parameter("redirect_uri") == null
                || call.parameter("scope") == null) {
            return Answer.page(400, "There was a problem with this app");
        }
        Set<String> scopes = Stream.of(call.parameter("scope"), String.valueOf(call.parameter("optional_scope")))
                .flatMap(text -> Stream.of(text.split(" ")))
                .filter(ALL_SCOPES::contains)
                .collect(Collectors.toSet());
        String code = tokens.code(visitor, scopes);
        String state = String.valueOf(call.parameter("state"));
        return Answer.redirect(call.parameter("redirect_uri") + "?code=" + code + "&state="
                + URLEncoder.encode(state, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.close();
    }
}
