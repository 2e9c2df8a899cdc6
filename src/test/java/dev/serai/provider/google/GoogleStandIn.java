package dev.serai.provider.google;

import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.StandInServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Google on loopback: OAuth, Calendar v3 and Gmail v1 with real state, for many users, failing whenever a test wants.
 *
 * <p>Its client is {@link #CLIENT_ID} with {@link #CLIENT_SECRET}. A user is added by {@link #addUser}; whoever
 * opens the authorisation page is the user that {@code login_hint} names, else the one of {@link #consentsAs},
 * else the first, and agrees. A test is the calendar's human by {@link #calendar}.
 */
public final class GoogleStandIn implements AutoCloseable {

    /** The one client that is registered. */
    public static final String CLIENT_ID = "serai.apps.googleusercontent.com";

    /** Its secret. */
    public static final String CLIENT_SECRET = "GOCSPX-stand-in-secret";

    /** The scope of whole calendars. */
    public static final String CALENDAR_SCOPE = "https://www.googleapis.com/auth/calendar";

    /** The scope of reading mail. */
    public static final String MAIL_SCOPE = "https://www.googleapis.com/auth/gmail.readonly";

    /** The scope of sending mail. */
    public static final String SEND_SCOPE = "https://www.googleapis.com/auth/gmail.send";

    /** The scope of events alone. */
    public static final String EVENTS_SCOPE = "https://www.googleapis.com/auth/calendar.events";

    private final HttpClient browser = HttpClient.newHttpClient();
    private final ScheduledExecutorService scheduler = new ScheduledThreadPoolExecutor(2);
    private final ExecutorService notices = Executors.newFixedThreadPool(4);
    private final StandInServer server;
    private final TokenMeter tokenCalls = new TokenMeter();
    private final Clock clock;
    private final Grants grants;
    private final OAuthEndpoints oauth;
    private final Channels channels;
    private final CalendarEndpoints calendars;
    private final MailEndpoints mail;
    private volatile Duration tokenDelay = Duration.ZERO;
    private volatile Duration calendarDelay = Duration.ZERO;

    /** Opens it on a free port. */
    public GoogleStandIn() {
        this(0);
    }

    /** Opens it on a port; 0 for a free one. */
    public GoogleStandIn(int port) {
        this(port, Clock.systemUTC());
    }

    /**
     * Opens it on a port, with a clock of its own.
     *
     * @param port 0 for a free one
     * @param clock by which tokens and channels end and events are dated
     */
    public GoogleStandIn(int port, Clock clock) {
        this.clock = clock;
        server = new StandInServer(port);
        server.watched(this::arrived, this::left);
        server.delays(this::delay);
        grants = new Grants(clock);
        oauth = new OAuthEndpoints(grants, CLIENT_ID, CLIENT_SECRET);
        channels = new Channels(clock, notices, scheduler);
        calendars = new CalendarEndpoints(grants, channels, root());
        mail = new MailEndpoints(grants);
        server.start(this::answer);
    }

    // Addresses

    /** @return its address with a slash at the end: the root URL of Google's client library */
    public String url() {
        return root() + "/";
    }

    /** @return the address of the consent page */
    public String authorizeUrl() {
        return root() + "/o/oauth2/v2/auth";
    }

    /** @return the address of the token endpoint */
    public String tokenUrl() {
        return root() + "/token";
    }

    /** @return the address where tokens are revoked */
    public String revokeUrl() {
        return root() + "/revoke";
    }

    /** @return the address that tells who the user is */
    public String userinfoUrl() {
        return root() + "/oauth2/v3/userinfo";
    }

    /** @return the base of the Calendar API, without a slash at the end */
    public String calendarUrl() {
        return root() + "/calendar/v3";
    }

    /** @return the base of the Gmail API, without a slash at the end */
    public String gmailUrl() {
        return root() + "/gmail/v1";
    }

    /** @return the port it listens on */
    public int port() {
        return server.port();
    }

    private String root() {
        return server.url();
    }

    // Users and what they grant

    /** Adds a user with a calendar in Europe/London. */
    public UserCalendar addUser(String email) {
        return addUser(email, ZoneId.of("Europe/London"));
    }

    /** Adds a user with a calendar in a time zone. */
    public UserCalendar addUser(String email, ZoneId zone) {
        Account account = new Account(email, String.valueOf(100_000_000_000L + Math.abs(email.hashCode())), zone);
        EventStore store = new EventStore(account, clock, () -> channels.changed(email));
        calendars.add(store);
        mail.add(new MailStore(account, clock));
        grants.add(account);
        return new UserCalendar(store);
    }

    /** @return a user's calendar, to act as its human */
    public UserCalendar calendar(String email) {
        EventStore store = calendars.store(email);
        if (store == null) {
            throw new IllegalArgumentException("No user " + email);
        }
        return new UserCalendar(store);
    }

    /** @return a user's mailbox, to act as its human and as whoever writes to it */
    public UserMailbox mailbox(String email) {
        MailStore store = mail.store(email);
        if (store == null) {
            throw new IllegalArgumentException("No user " + email);
        }
        return new UserMailbox(store);
    }

    /** Who opens the consent page when its address names nobody. */
    public void consentsAs(String email) {
        oauth.consent(oauth.consent().by(email));
    }

    /** The user declines from now on: {@code error=access_denied}. */
    public void denies() {
        oauth.consent(oauth.consent().granting(false));
    }

    /** The user agrees from now on to all that is asked, as at the start. */
    public void agrees() {
        oauth.consent(oauth.consent().granting(true).only(null));
    }

    /** The user agrees from now on, but leaves only these scopes ticked. */
    public void agreesOnlyTo(String... scopes) {
        oauth.consent(oauth.consent().granting(true).only(Set.of(scopes)));
    }

    /** Takes from now on only these redirect addresses; any, when none is given. */
    public void registerRedirects(String... uris) {
        oauth.redirectUris(Set.of(uris));
    }

    /**
     * Opens the consent page as a browser would, and lets the user decide.
     *
     * @param authorizeUrl where the hub sends the browser
     * @return where the browser is sent back to
     * @throws IllegalStateException with Google's error page, when the request is not acceptable
     */
    public URI visit(String authorizeUrl) {
        try {
            HttpResponse<String> page = browser.send(
                    HttpRequest.newBuilder(URI.create(authorizeUrl)).build(), HttpResponse.BodyHandlers.ofString());
            return URI.create(page.headers()
                    .firstValue("Location")
                    .orElseThrow(() -> new IllegalStateException(page.statusCode() + " " + page.body())));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Gives a user's tokens without the way through the browser; all calendar scopes when none is named. */
    public Tokens grant(String email, String... scopes) {
        Account account = grants.account(email);
        if (account == null) {
            throw new IllegalArgumentException("No user " + email);
        }
        return grants.grant(
                account,
                new LinkedHashSet<>(
                        scopes.length == 0 ? List.of(CALENDAR_SCOPE, "openid", "email") : Arrays.asList(scopes)));
    }

    /** Takes these tokens for a user's, with the scopes of mail. */
    public void adopt(String email, String access, String refresh) {
        Account account = grants.account(email);
        if (account == null) {
            throw new IllegalArgumentException("No user " + email);
        }
        grants.adopt(account, Set.of(MAIL_SCOPE, SEND_SCOPE, "openid", "email"), access, refresh);
    }

    /** @return the HTTP side, to have it fail and to see what was called */
    public StandInServer server() {
        return server;
    }

    /** Takes back all that a user has granted, as on the user's own account page. */
    public void revokeGrant(String email) {
        grants.revokeAll(email);
    }

    /** @return whether the user has any refresh token that works */
    public boolean isGranted(String email) {
        return grants.isGranted(email);
    }

    /** @return whether this refresh token works */
    public boolean isLive(String refreshToken) {
        return grants.isLive(refreshToken);
    }

    // Tokens

    /** How long access tokens live from now on. */
    public void accessTokensLive(Duration lifetime) {
        grants.accessLifetime(lifetime);
    }

    /** @return whether a call comes with an access token that this user has granted and that still holds */
    public boolean isTokenOf(String email, Call call) {
        return grants.isTokenOf(email, call.authorization());
    }

    /** Ends all access tokens. */
    public void expireAccessTokens() {
        grants.expireAccess();
    }

    /** Ends a user's access tokens. */
    public void expireAccessTokens(String email) {
        grants.expireAccess(email);
    }

    /** Whether each refresh gives a new refresh token, and the old one dies at once; Google itself keeps the old. */
    public void rotatesRefreshTokens(boolean wanted) {
        grants.rotating(wanted);
    }

    /** How long each call of the token endpoint takes before anything is done. */
    public void tokenCallsTake(Duration delay) {
        tokenDelay = delay;
    }

    /** @return how often a refresh was asked for, whatever came of it */
    public int refreshes() {
        return tokenCalls.refreshes();
    }

    /** @return how often a refresh was asked for with this refresh token, whatever came of it */
    public int refreshes(String refreshToken) {
        return tokenCalls.refreshes(refreshToken);
    }

    /** @return how often a refresh was asked for, for each refresh token that was presented */
    public Map<String, Integer> refreshesPerToken() {
        return tokenCalls.perToken();
    }

    /** @return the most token calls that were under way at the same time */
    public int maxConcurrentTokenCalls() {
        return tokenCalls.peak();
    }

    // Calendars and channels

    /** Ends the sync tokens of all calendars: 410 fullSyncRequired. */
    public void expireSyncTokens() {
        calendars.expireSyncTokens();
    }

    /** How long each call of the Calendar API takes before anything is done. */
    public void calendarCallsTake(Duration delay) {
        calendarDelay = delay;
    }

    /** @return the open channels, in the order in which they were opened */
    public List<Channel> channels() {
        return channels.open();
    }

    /** @return the open channels of a user's calendar */
    public List<Channel> channels(String email) {
        return channels.open().stream()
                .filter(channel -> channel.calendar().equals(email))
                .toList();
    }

    /** Ends all channels without a word, as Google may. */
    public void endChannels() {
        channels.endAll();
    }

    /** The longest life of a channel from now on, whatever is asked for; 30 days at the start. */
    public void channelsLiveAtMost(Duration life) {
        channels.longestLife(life);
    }

    /** Whether channels need an https address, as Google asks; not so at the start. */
    public void wantsHttpsChannels(boolean wanted) {
        channels.httpsOnly(wanted);
    }

    /** Whether notices get lost from now on. */
    public void dropsNotices(boolean wanted) {
        channels.dropping(wanted);
    }

    /** @return how many notices were taken with a 2xx */
    public int deliveredNotices() {
        return channels.delivered();
    }

    /** @return how many notices nobody took: refused, failed, or given up after retries on 5xx */
    public int undeliveredNotices() {
        return channels.undelivered();
    }

    /** @return how many notices got lost by {@link #dropsNotices} */
    public int droppedNotices() {
        return channels.dropped();
    }

    /**
     * Sends a notice to a channel's address that is not Google's; its other headers are those of the channel given,
     * which need not be an open one.
     *
     * @param token the token it carries; null for none
     * @return the status of the answer
     */
    public int sendForgedNotice(Channel channel, @Nullable String token) {
        try {
            return channels.forge(channel, token);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    // Faults

    /** The next calls of the Calendar API meet a fault. */
    public void failNext(int calls, GoogleFault fault) {
        failNext(calls, GoogleCall::isCalendar, fault);
    }

    /** The next calls of the token endpoint meet a fault. */
    public void failNextToken(int calls, GoogleFault fault) {
        failNext(calls, GoogleCall::isToken, fault);
    }

    /** The next calls of a kind meet a fault. */
    public void failNext(int calls, Predicate<Call> kind, GoogleFault fault) {
        server.faults().add(calls, kind, fault.fault());
    }

    /** All calls of a kind meet a fault, until {@link #heal}. */
    public void fail(Predicate<Call> kind, GoogleFault fault) {
        server.faults().add(Integer.MAX_VALUE, kind, fault.fault());
    }

    /** Calls of the Calendar API meet faults by chance, until {@link #heal}. */
    public void failRandomly(long seed, double probability, GoogleFault... kinds) {
        failRandomly(seed, probability, GoogleCall::isCalendar, kinds);
    }

    /**
     * Calls of a kind meet faults by chance, until {@link #heal}.
     *
     * @param seed of the chance
     * @param probability from 0 to 1 that a call meets one
     * @param kinds the faults, each as likely
     */
    public void failRandomly(long seed, double probability, Predicate<Call> kind, GoogleFault... kinds) {
        server.faults()
                .add(
                        seed,
                        probability,
                        kind,
                        Arrays.stream(kinds).map(GoogleFault::fault).toList());
    }

    /** Ends all faults that are planned; calls that hang go on hanging. */
    public void heal() {
        server.faults().clear();
    }

    /** @return how many calls have met a fault */
    public int faultsMet() {
        return server.faults().met();
    }

    /** The pause between two bytes of a {@link GoogleFault#DRIP}; 20 ms at the start. */
    public void dripsEvery(Duration pause) {
        server.drip(pause);
    }

    // What was called

    /** @return all calls, in the order in which they arrived */
    public List<Call> calls() {
        return List.copyOf(server.calls());
    }

    /** @return the calls of a kind, in the order in which they arrived */
    public List<Call> calls(Predicate<Call> kind) {
        return server.calls().stream().filter(kind).toList();
    }

    /** @return how many calls of a kind there were */
    public int count(Predicate<Call> kind) {
        return calls(kind).size();
    }

    /** Forgets the calls and token counts so far. */
    public void forgetCalls() {
        server.calls().clear();
        tokenCalls.reset();
    }

    /** @return what went wrong in the stand-in itself; a test that sees any must not trust its outcome */
    public List<Throwable> defects() {
        return List.copyOf(server.defects());
    }

    private void arrived(Call call) {
        if (GoogleCall.isToken(call)) {
            tokenCalls.arrived(call);
        }
    }

    private void left(Call call) {
        if (GoogleCall.isToken(call)) {
            tokenCalls.left();
        }
    }

    private Duration delay(Call call) {
        return GoogleCall.isToken(call) ? tokenDelay : GoogleCall.isCalendar(call) ? calendarDelay : Duration.ZERO;
    }

    private Answer answer(Call call) {
        return switch (call.path()) {
            case "/o/oauth2/v2/auth" -> oauth.authorize(call);
            case "/token" -> oauth.token(call);
            case "/revoke" -> oauth.revoke(call);
            case "/oauth2/v3/userinfo", "/userinfo" -> oauth.userinfo(call);
            default -> {
                if (GoogleCall.isCalendar(call)) {
                    yield calendars.answer(call);
                }
                if (GoogleCall.isGmail(call)) {
                    yield mail.answer(call);
                }
                throw Refusal.notFound();
            }
        };
    }

    @Override
    public void close() {
        channels.endAll();
        server.close();
        scheduler.shutdownNow();
        notices.shutdownNow();
    }
}
