package dev.serai.provider.zoom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.FaultPlan;
import dev.serai.provider.standin.Refused;
import dev.serai.provider.standin.StandInServer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Zoom on loopback: server-to-server OAuth for many accounts, and the Meetings API v2 with real state and Zoom's error
 * codes. It follows https://developers.zoom.us/docs/api and refuses parameters that are not there.
 */
public final class ZoomStandIn implements AutoCloseable {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST = 300;
    private static final Set<String> TYPES =
            Set.of("scheduled", "live", "upcoming", "upcoming_meetings", "previous_meetings");

    private final StandInServer server = new StandInServer();
    private final Map<String, Account> byClient = new LinkedHashMap<>();
    private final Map<String, Account> byToken = new LinkedHashMap<>();
    private final AtomicLong meetingIds = new AtomicLong(85_746_065_000L);

    /** Opens it on a free port. */
    public ZoomStandIn() {
        server.start(this::answer);
    }

    /** An account with one user and a server-to-server app. */
    public final class Account {
        private final String id;
        private final String clientId;
        private final String clientSecret;
        private final Map<String, ObjectNode> meetings = new LinkedHashMap<>();
        private int writesLeft = 100;

        private Account(String id, String clientId, String clientSecret) {
            this.id = id;
            this.clientId = clientId;
            this.clientSecret = clientSecret;
        }

        public String id() {
            return id;
        }

        public String clientId() {
            return clientId;
        }

        public String clientSecret() {
            return clientSecret;
        }

        /**
         * Schedules a meeting as its host does in the browser.
         *
         * @return its id
         */
        public String schedule(String topic) {
            synchronized (ZoomStandIn.this) {
                return ZoomStandIn.this
                        .create(this, JSON.objectNode().put("topic", topic))
                        .path("id")
                        .asText();
            }
        }

        /** @return a meeting as Zoom shows it; null when there is none */
        public @Nullable JsonNode meeting(String meeting) {
            synchronized (ZoomStandIn.this) {
                return meetings.get(meeting);
            }
        }

        /** How many meetings the user may still create or change today. */
        public void writesLeft(int left) {
            synchronized (ZoomStandIn.this) {
                writesLeft = left;
            }
        }
    }

    /** @return its address without a slash at the end */
    public String url() {
        return server.url();
    }

    /** @return the address of the token endpoint */
    public String tokenUrl() {
        return url() + "/oauth/token";
    }

    /** Adds an account with an app of its own. */
    public Account addAccount() {
        return addAccount("acc" + UUID.randomUUID(), "app" + UUID.randomUUID(), "secret" + UUID.randomUUID());
    }

    /** Adds an account whose app has this id and secret. */
    public synchronized Account addAccount(String id, String clientId, String clientSecret) {
        Account account = new Account(id, clientId, clientSecret);
        byClient.put(clientId, account);
        return account;
    }

    /** @return what takes its calls */
    public StandInServer server() {
        return server;
    }

    /** @return which calls meet which fault */
    public FaultPlan faults() {
        return server.faults();
    }

    /** @return all calls, in the order in which they arrived */
    public List<Call> calls() {
        return List.copyOf(server.calls());
    }

    /** @return what went wrong in the stand-in itself */
    public List<Throwable> defects() {
        return List.copyOf(server.defects());
    }

    /** @return whether a call proves itself as this account's app */
    public synchronized boolean isOf(Account account, Call call) {
        String authorization = String.valueOf(call.authorization());
        return account.equals(byToken.get(authorization.replaceFirst("^Bearer ", "")));
    }

    /** Ends an account's access tokens. */
    public synchronized void expireTokens(Account account) {
        byToken.values().removeIf(account::equals);
    }

    /** Takes an account's app away. */
    public synchronized void deactivate(Account account) {
        byClient.values().removeIf(account::equals);
        byToken.values().removeIf(account::equals);
    }

    private synchronized Answer answer(Call call) {
        if (call.path().equals("/oauth/token")) {
            return token(call);
        }
        if (call.path().equals("/oauth/revoke")) {
            byToken.remove(call.form().getOrDefault("token", List.of("")).get(0));
            return Answer.json(200, JSON.objectNode().put("status", "success"));
        }
        if (!call.path().startsWith("/v2/")) {
            throw error(404, 404, "Not Found");
        }
        Account account = account(call);
        return answer(call, account, call.partsAfter("/v2/"))
                .with(Map.of(
                        "X-RateLimit-Category", "Medium",
                        "X-RateLimit-Type", "QPS",
                        "X-RateLimit-Limit", "60",
                        "X-RateLimit-Remaining", "59"));
    }

    private Answer answer(Call call, Account account, List<String> path) {
        if (path.get(0).equals("users") && path.size() >= 2 && !path.get(1).equals("me")) {
            throw error(404, 1001, "User does not exist: " + path.get(1));
        }
        String place = call.method() + " " + path.get(0) + (path.size() > 2 ? "/" + path.get(2) : "");
        return switch (place) {
            case "GET users" -> me(account);
            case "GET users/meetings" -> meetings(call, account);
            case "POST users/meetings" -> create(call, account);
            case "GET meetings" -> Answer.json(200, meeting(account, path));
            case "PATCH meetings" -> change(call, account, path);
            case "DELETE meetings" -> delete(call, account, path);
            default -> throw error(404, 404, "Not Found");
        };
    }

    private static Answer me(Account account) {
        ObjectNode user = JSON.objectNode();
        user.put("id", "user-of-" + account.id).put("account_id", account.id).put("type", 2);
        user.put("first_name", "Ada")
                .put("last_name", "L")
                .put("email", "ada@example.com")
                .put("status", "active");
        return Answer.json(200, user);
    }

    private static Answer meetings(Call call, Account account) {
        known(call, "type", "page_size", "next_page_token", "page_number", "from", "to", "timezone");
        String type = call.parameter("type");
        if (type != null && !TYPES.contains(type)) {
            throw error(400, 300, "Validation Failed: type");
        }
        int size = number(call, "page_size", 30);
        if (size < 1 || size > MOST) {
            throw error(400, 300, "The page size must be between 1 and 300.");
        }
        String token = call.parameter("next_page_token");
        if (token != null && !token.isEmpty() && !token.matches("page\\d{1,8}")) {
            throw error(400, 300, "The next page token is invalid or expired.");
        }
        int from = token == null || token.isEmpty() ? 0 : Integer.parseInt(token.substring(4));
        List<ObjectNode> all = List.copyOf(account.meetings.values());
        int to = Math.min(all.size(), from + size);
        ObjectNode answer = JSON.objectNode();
        answer.put("page_size", size).put("total_records", all.size());
        answer.put("next_page_token", to < all.size() ? "page" + to : "");
        ArrayNode list = answer.putArray("meetings");
        all.subList(Math.min(from, to), to).forEach(meeting -> list.add(shown(meeting)));
        return Answer.json(200, answer);
    }

    /** A list has less of a meeting than the meeting itself. */
    private static ObjectNode shown(ObjectNode meeting) {
        return meeting.deepCopy().without(List.of("settings", "start_url"));
    }

    private Answer create(Call call, Account account) {
        write(account);
        return Answer.json(201, create(account, valid(call)));
    }

    private ObjectNode create(Account account, JsonNode given) {
        long id = meetingIds.incrementAndGet();
        ObjectNode meeting = JSON.objectNode();
        meeting.put("uuid", UUID.randomUUID().toString()).put("id", id).put("host_id", "user-of-" + account.id);
        meeting.put("topic", "Zoom Meeting").put("type", 2).put("duration", 60).put("timezone", "UTC");
        meeting.put("created_at", Instant.now().toString());
        meeting.put("join_url", "https://zoom.us/j/" + id).put("start_url", "https://zoom.us/s/" + id);
        meeting.setAll((ObjectNode) given.deepCopy());
        account.meetings.put(Long.toString(id), meeting);
        return meeting;
    }

    private static Answer change(Call call, Account account, List<String> path) {
        ObjectNode meeting = meeting(account, path);
        write(account);
        meeting.setAll((ObjectNode) valid(call).deepCopy());
        return Answer.empty(204);
    }

    private static Answer delete(Call call, Account account, List<String> path) {
        known(call, "occurrence_id", "schedule_for_reminder", "cancel_meeting_reminder");
        account.meetings.remove(meeting(account, path).path("id").asText());
        return Answer.empty(204);
    }

    private static ObjectNode meeting(Account account, List<String> path) {
        if (path.size() != 2 || !path.get(1).matches("\\d{1,18}")) {
            throw error(400, 300, "Invalid meeting id.");
        }
        ObjectNode meeting = account.meetings.get(path.get(1));
        if (meeting == null) {
            throw error(404, 3001, "Meeting does not exist: " + path.get(1) + ".");
        }
        return meeting;
    }

    private static JsonNode valid(Call call) {
        JsonNode body = call.json();
        if (!body.isObject()) {
            throw error(400, 300, "Request Body should be a valid JSON object.");
        }
        if (body.path("topic").asText().length() > 200) {
            throw error(400, 300, "Validation Failed: topic");
        }
        if (body.has("type")
                && !Set.of("1", "2", "3", "8").contains(body.path("type").asText())) {
            throw error(400, 300, "Validation Failed: type");
        }
        if (body.has("start_time")
                && !body.path("start_time").asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ?")) {
            throw error(400, 300, "Validation Failed: start_time");
        }
        return body;
    }

    private static void write(Account account) {
        if (account.writesLeft-- <= 0) {
            throw new Refused(errorAnswer(
                            429,
                            429,
                            "You have exceeded the daily rate limit of (100) for Create Meeting API requests for this user.")
                    .with(Map.of(
                            "X-RateLimit-Category", "Medium",
                            "X-RateLimit-Type", "Daily-limit",
                            "Retry-After", Instant.now().plusSeconds(3_600).toString())));
        }
    }

    private Account account(Call call) {
        String authorization = call.authorization();
        Account account = authorization == null ? null : byToken.get(authorization.replaceFirst("^Bearer ", ""));
        if (account == null) {
            throw error(401, 124, "Invalid access token.");
        }
        return account;
    }

    private Answer token(Call call) {
        Map<String, List<String>> form = call.form();
        String basic = String.valueOf(call.authorization());
        Account account = byClient.values().stream()
                .filter(known -> basic.equals("Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (known.clientId + ":" + known.clientSecret).getBytes(StandardCharsets.UTF_8))))
                .findFirst()
                .orElse(null);
        if (account == null) {
            return refusedToken("invalid_client", "Invalid client_id or client_secret");
        }
        if (!List.of("account_credentials").equals(form.get("grant_type"))) {
            return refusedToken("unsupported_grant_type", "unsupported grant type");
        }
        if (!List.of(account.id).equals(form.get("account_id"))) {
            return refusedToken("invalid_request", "Bad Request");
        }
        String token = "zoom-" + UUID.randomUUID();
        byToken.put(token, account);
        ObjectNode answer = JSON.objectNode();
        answer.put("access_token", token).put("token_type", "bearer").put("expires_in", 3_600);
        answer.put("scope", "meeting:read:meeting:admin").put("api_url", "https://api.zoom.us");
        return Answer.json(200, answer);
    }

    private static Answer refusedToken(String error, String reason) {
        return Answer.json(400, JSON.objectNode().put("reason", reason).put("error", error));
    }

    private static void known(Call call, String... names) {
        call.query().keySet().stream()
                .filter(name -> !Set.of(names).contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw error(400, 300, "Validation Failed: " + unknown);
                });
    }

    private static int number(Call call, String name, int otherwise) {
        String text = call.parameter(name);
        return text == null ? otherwise : text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
    }

    private static Refused error(int status, int code, String message) {
        return new Refused(errorAnswer(status, code, message));
    }

    private static Answer errorAnswer(int status, int code, String message) {
        return Answer.json(status, JSON.objectNode().put("code", code).put("message", message));
    }

    @Override
    public void close() {
        server.close();
    }
}
