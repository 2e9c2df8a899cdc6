package dev.serai.provider.outlook;

import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.Fault;
import dev.serai.provider.standin.StandInServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Microsoft on loopback: Entra's token endpoint and the mail of Graph, with real state, for many users. */
public final class MicrosoftStandIn implements AutoCloseable {

    /** The one application that is registered. */
    public static final String CLIENT_ID = "11111111-2222-3333-4444-555555555555";

    /** Its secret. */
    public static final String CLIENT_SECRET = "8Q~stand-in-secret";

    /** What the hub asks a user for. */
    public static final Set<String> SCOPES =
            Set.of("offline_access", "User.Read", "Mail.ReadWrite", "Mail.Send", "Calendars.ReadWrite");

    /** What a user has granted. */
    public record Tokens(String access, String refresh) {}

    private final StandInServer server = new StandInServer();
    private final EntraTokens tokens = new EntraTokens(Clock.systemUTC());
    private final GraphEndpoints graph = new GraphEndpoints(tokens, server.url());

    /** Opens it on a free port. */
    public MicrosoftStandIn() {
        server.start(this::answer);
    }

    /** @return the base of Graph, without a slash at the end */
    public String graphUrl() {
        return server.url() + "/v1.0";
    }

    /** @return the address of the consent page */
    public String authorizeUrl() {
        return server.url() + "/common/oauth2/v2.0/authorize";
    }

    /** @return the address of the token endpoint */
    public String tokenUrl() {
        return server.url() + "/common/oauth2/v2.0/token";
    }

    /** Adds a user with a mailbox. */
    public GraphMailbox addUser(String email) {
        GraphMailbox mailbox = new GraphMailbox(email);
        graph.add(mailbox);
        return mailbox;
    }

    /** Who opens the consent page when its address names nobody. */
    public void consentsAs(String email) {
        tokens.consentsAs(email);
    }

    /** Gives a user's tokens without the way through the browser; all scopes when none is named. */
    public Tokens grant(String email, String... scopes) {
        return tokens.grant(email, scopes.length == 0 ? SCOPES : Set.of(scopes));
    }

    /** Takes these tokens for a user's from now on. */
    public void adopt(String email, String access, String refresh) {
        tokens.adopt(email, SCOPES, access, refresh);
    }

    /** @return the HTTP side, to have it fail and to see what was called */
    public StandInServer server() {
        return server;
    }

    /** Ends a user's access tokens. */
    public void expireAccessTokens(String email) {
        tokens.expireAccess(email);
    }

    /** Ends what a user has granted: access tokens at once, and refresh tokens are answered with this AADSTS number. */
    public void refuses(String email, int number) {
        tokens.refuse(email, number);
    }

    /** Whether a refresh token that was used dies at once; Entra itself lets it live on for a while. */
    public void usedRefreshTokensDie(boolean wanted) {
        tokens.usedTokensDie(wanted);
    }

    /** @return whether a call comes with an access token that this user has granted, which may have run out */
    public boolean isTokenOf(String email, Call call) {
        return tokens.isTokenOf(email, call.authorization());
    }

    /** The next calls of a kind meet a fault. */
    public void failNext(int calls, Predicate<Call> kind, Fault fault) {
        server.faults().add(calls, kind, fault);
    }

    /** Ends all faults that are planned. */
    public void heal() {
        server.faults().clear();
    }

    /** The pause between two bytes of a {@link Fault#DRIP}. */
    public void dripsEvery(Duration pause) {
        server.drip(pause);
    }

    /** @return the calls of a kind, in the order in which they arrived */
    public List<Call> calls(Predicate<Call> kind) {
        return server.calls().stream().filter(kind).toList();
    }

    /** @return what went wrong in the stand-in itself; a test that sees any must not trust its outcome */
    public List<Throwable> defects() {
        return List.copyOf(server.defects());
    }

    /** @return whether a call goes to Graph */
    public static boolean isGraph(Call call) {
        return call.path().startsWith(GraphEndpoints.ROOT);
    }

    /** @return whether a call goes to the token endpoint */
    public static boolean isToken(Call call) {
        return call.path().endsWith("/oauth2/v2.0/token");
    }

    /** 429 as Graph says it. */
    public static Fault throttled(int seconds) {
        return Fault.answering(
                GraphRefusal.error(429, "ApplicationThrottled", "Application is over its MailboxConcurrency limit.")
                        .with(Map.of("Retry-After", String.valueOf(seconds))));
    }

    /** 503 as Graph says it. */
    public static Fault unavailable() {
        return Fault.answering(GraphRefusal.error(503, "ServiceUnavailable", "The service is not available."));
    }

    private Answer answer(Call call) {
        if (isToken(call)) {
            return tokens.token(call);
        }
        if (call.path().endsWith("/oauth2/v2.0/authorize")) {
            return tokens.authorize(call);
        }
        if (isGraph(call)) {
            return graph.answer(call);
        }
        throw GraphRefusal.graph(404, "UnknownError", "");
    }

    @Override
    public void close() {
        server.close();
    }
}
