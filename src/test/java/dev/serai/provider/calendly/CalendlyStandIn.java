package dev.serai.provider.calendly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.FaultPlan;
import dev.serai.provider.standin.Refused;
import dev.serai.provider.standin.StandInServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calendly's API v2 on loopback, with real state, for many users: who they are, their event types, scheduled events with
 * invitees, cancellations and webhook subscriptions, and OAuth with refresh tokens that hold once. It follows
 * https://developer.calendly.com/api-docs and refuses parameters that are not there.
 */
public final class CalendlyStandIn implements AutoCloseable {

    /** The OAuth client that is registered. */
    public static final String CLIENT_ID = "calendly-client";

    /** Its secret. */
    public static final String CLIENT_SECRET = "calendly-client-secret";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST = 100;

    private final StandInServer server = new StandInServer();
    private final Map<String, User> byToken = new LinkedHashMap<>();
    private final Map<String, User> byRefreshToken = new LinkedHashMap<>();
    private final Map<String, User> byCode = new LinkedHashMap<>();
    private Duration lifetime = Duration.ofHours(2);
    private int limit = 500;
    private int calls;

    /** Opens it on a free port. */
    public CalendlyStandIn() {
        server.start(this::answer);
    }

    /** A user with what belongs to them. */
    public final class User {
        private final String id = id();
        private final String organization = id();
        private final String email;
        private final Map<String, ObjectNode> eventTypes = new LinkedHashMap<>();
        private final Map<String, ObjectNode> events = new LinkedHashMap<>();
        private final Map<String, List<ObjectNode>> invitees = new LinkedHashMap<>();
        private final Map<String, ObjectNode> subscriptions = new LinkedHashMap<>();
        private boolean free;

        private User(String email) {
            this.email = email;
        }

        /** @return the user's URI */
        public String uri() {
            return url() + "/users/" + id;
        }

        private String organizationUri() {
            return url() + "/organizations/" + organization;
        }

        /** @return a new personal access token */
        public String token() {
            return token("pat-" + UUID.randomUUID());
        }

        /** Has a token be one of this user's. */
        public String token(String text) {
            synchronized (CalendlyStandIn.this) {
                byToken.put(text, this);
            }
            return text;
        }

        /** @return a new refresh token, which holds once */
        public String refreshToken() {
            String text = "refresh-" + UUID.randomUUID();
            synchronized (CalendlyStandIn.this) {
                byRefreshToken.put(text, this);
            }
            return text;
        }

        /** Puts the user on the free plan, which has no webhooks. */
        public void onFreePlan() {
            free = true;
        }

        /** @return the subscriptions that there are, as Calendly shows them, with their signing keys */
        public List<JsonNode> subscriptions() {
            synchronized (CalendlyStandIn.this) {
                return List.copyOf(subscriptions.values());
            }
        }

        /** Adds an event type. */
        public String addEventType(String name, Instant updatedAt) {
            String uri = url() + "/event_types/" + id();
            ObjectNode type = JSON.objectNode();
            type.put("uri", uri).put("name", name).put("active", true).put("duration", 30);
            type.put("created_at", updatedAt.toString()).put("updated_at", updatedAt.toString());
            synchronized (CalendlyStandIn.this) {
                eventTypes.put(uri, type);
            }
            return uri;
        }

        /**
         * Books an event with one invitee.
         *
         * @return the event's id
         */
        public String book(String name, Instant start, Instant updatedAt) {
            String id = id();
            ObjectNode event = JSON.objectNode();
            event.put("uri", url() + "/scheduled_events/" + id)
                    .put("name", name)
                    .put("status", "active");
            event.put("start_time", start.toString())
                    .put("end_time", start.plus(Duration.ofMinutes(30)).toString());
            event.put("created_at", updatedAt.toString()).put("updated_at", updatedAt.toString());
            event.putObject("invitees_counter").put("total", 1).put("active", 1).put("limit", 1);
            ObjectNode invitee = JSON.objectNode();
            invitee.put("uri", url() + "/scheduled_events/" + id + "/invitees/" + id());
            invitee.put("email", "guest@example.com").put("name", "Guest").put("status", "active");
            invitee.put("created_at", updatedAt.toString()).put("updated_at", updatedAt.toString());
            synchronized (CalendlyStandIn.this) {
                events.put(id, event);
                invitees.put(id, new ArrayList<>(List.of(invitee)));
            }
            return id;
        }

        /** Cancels an event as its host does in the browser. */
        public void cancel(String event, Instant at) {
            synchronized (CalendlyStandIn.this) {
                Objects.requireNonNull(events.get(event))
                        .put("status", "canceled")
                        .put("updated_at", at.toString());
            }
        }

        /** @return an event's status */
        public String status(String event) {
            synchronized (CalendlyStandIn.this) {
                return Objects.requireNonNull(events.get(event)).path("status").asText();
            }
        }
    }

    /** @return its address without a slash at the end */
    public String url() {
        return server.url();
    }

    /** Adds a user. */
    public User addUser(String email) {
        return new User(email);
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

    /** @return a code, as a user who agrees brings it back from the browser */
    public synchronized String code(User user) {
        String code = "code-" + UUID.randomUUID();
        byCode.put(code, user);
        return code;
    }

    /** Ends all access tokens of a user. */
    public synchronized void expireTokens(User user) {
        byToken.values().removeIf(user::equals);
    }

    /** Takes back all that a user has granted. */
    public synchronized void revoke(User user) {
        byToken.values().removeIf(user::equals);
        byRefreshToken.values().removeIf(user::equals);
    }

    /** How many calls a minute are answered from now on. */
    public synchronized void limit(int perMinute) {
        limit = perMinute;
        calls = 0;
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private synchronized Answer answer(Call call) {
        if (call.path().equals("/oauth/token")) {
            return token(call);
        }
        if (call.path().equals("/oauth/revoke")) {
            return revoke(call);
        }
        if (++calls > limit) {
            throw new Refused(error(429, "Too Many Requests", "You have exceeded the rate limit.")
                    .with(Map.of(
                            "X-RateLimit-Limit", "" + limit, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1")));
        }
        return answer(call, user(call))
                .with(Map.of(
                        "X-RateLimit-Limit", "" + limit,
                        "X-RateLimit-Remaining", "" + (limit - calls),
                        "X-RateLimit-Reset", "60"));
    }

    private Answer answer(Call call, User user) {
        List<String> path = call.partsAfter("/");
        String place = call.method() + " " + path.get(0) + (path.size() > 2 ? "/" + path.get(2) : "");
        return switch (place) {
            case "GET users" -> me(user, path);
            case "GET event_types" -> eventTypes(call, user);
            case "GET scheduled_events" -> path.size() == 1 ? events(call, user) : resource(event(user, path), 200);
            case "GET scheduled_events/invitees" -> invitees(call, user, path);
            case "POST scheduled_events/cancellation" -> cancellation(call, user, path);
            case "GET webhook_subscriptions" -> subscriptions(call, user);
            case "POST webhook_subscriptions" -> subscribe(call, user);
            case "DELETE webhook_subscriptions" -> unsubscribe(user, path);
            default -> throw notFound();
        };
    }

    private static Answer me(User user, List<String> path) {
        if (path.size() != 2 || !Set.of("me", user.id).contains(path.get(1))) {
            throw notFound();
        }
        ObjectNode resource = JSON.objectNode();
        resource.put("uri", user.uri()).put("name", "Ada").put("slug", "ada").put("email", user.email);
        resource.put("scheduling_url", "https://calendly.com/ada").put("timezone", "Europe/London");
        resource.put("current_organization", user.organizationUri());
        return resource(resource, 200);
    }

    private Answer eventTypes(Call call, User user) {
        known(call, "user", "organization", "active", "count", "page_token", "sort");
        owned(call, user);
        String active = call.parameter("active");
        return page(
                call,
                user.eventTypes.values().stream()
                        .filter(type ->
                                active == null || type.path("active").asText().equals(active)));
    }

    private Answer events(Call call, User user) {
        known(
                call,
                "user",
                "organization",
                "invitee_email",
                "status",
                "min_start_time",
                "max_start_time",
                "count",
                "page_token",
                "sort");
        owned(call, user);
        Instant from = moment(call, "min_start_time");
        Instant to = moment(call, "max_start_time");
        String status = call.parameter("status");
        if (status != null && !Set.of("active", "canceled").contains(status)) {
            throw invalid("status", "must be one of: active, canceled");
        }
        String email = call.parameter("invitee_email");
        Comparator<ObjectNode> order =
                Comparator.comparing(event -> event.path("start_time").asText());
        return page(
                call,
                user.events.values().stream()
                        .filter(event ->
                                status == null || event.path("status").asText().equals(status))
                        .filter(event -> email == null || email.equals("guest@example.com"))
                        .filter(event -> from == null || !start(event).isBefore(from))
                        .filter(event -> to == null || start(event).isBefore(to))
                        .sorted("start_time:desc".equals(call.parameter("sort")) ? order.reversed() : order));
    }

    private static Instant start(JsonNode event) {
        return Instant.parse(event.path("start_time").asText());
    }

    private static ObjectNode event(User user, List<String> path) {
        ObjectNode event = user.events.get(path.get(1));
        if (event == null) {
            throw notFound();
        }
        return event;
    }

    private Answer invitees(Call call, User user, List<String> path) {
        known(call, "status", "email", "count", "page_token", "sort");
        event(user, path);
        return page(call, Objects.requireNonNull(user.invitees.get(path.get(1))).stream());
    }

    private static Answer cancellation(Call call, User user, List<String> path) {
        ObjectNode event = event(user, path);
        if (event.path("status").asText().equals("canceled")) {
            throw new Refused(error(403, "Permission Denied", "Event is already canceled"));
        }
        String reason = call.json().path("reason").asText("");
        if (reason.length() > 10_000) {
            throw invalid("reason", "length must be less than or equal to 10000");
        }
        event.put("status", "canceled").put("updated_at", Instant.now().toString());
        ObjectNode resource = JSON.objectNode();
        resource.put("canceled_by", "Ada").put("reason", reason).put("canceler_type", "host");
        resource.put("created_at", Instant.now().toString());
        return resource(resource, 201);
    }

    private Answer subscriptions(Call call, User user) {
        known(call, "organization", "user", "group", "scope", "count", "page_token", "sort");
        if (call.parameter("organization") == null || call.parameter("scope") == null) {
            throw invalid("organization", "is required");
        }
        return page(call, user.subscriptions.values().stream().map(CalendlyStandIn::withoutKey));
    }

    private Answer subscribe(Call call, User user) {
        JsonNode body = call.json();
        for (String field : List.of("url", "events", "organization", "scope")) {
            if (body.path(field).isMissingNode()) {
                throw invalid(field, "is required");
            }
        }
        if (user.free) {
            throw new Refused(error(403, "Permission Denied", "Please upgrade your Calendly account to Standard"));
        }
        if (!body.path("organization").asText().equals(user.organizationUri())
                || !body.path("user").asText().equals(user.uri())) {
            throw new Refused(error(403, "Permission Denied", "You do not have permission"));
        }
        if (!body.path("url").asText().startsWith("https://")) {
            throw invalid("url", "must be https");
        }
        boolean exists = user.subscriptions.values().stream()
                .anyMatch(known -> known.path("callback_url").equals(body.path("url")));
        if (exists) {
            throw new Refused(error(409, "Already Exists", "Hook with this url already exists"));
        }
        String uri = url() + "/webhook_subscriptions/" + id();
        ObjectNode subscription = JSON.objectNode();
        subscription
                .put("uri", uri)
                .put("state", "active")
                .put("scope", body.path("scope").asText());
        subscription.set("callback_url", body.path("url"));
        subscription.set("events", body.path("events"));
        subscription.set("organization", body.path("organization"));
        subscription.set("user", body.path("user"));
        subscription.set("signing_key", body.path("signing_key"));
        user.subscriptions.put(uri, subscription);
        return resource(withoutKey(subscription), 201);
    }

    private static ObjectNode withoutKey(ObjectNode subscription) {
        ObjectNode shown = subscription.deepCopy();
        shown.remove("signing_key");
        return shown;
    }

    private Answer unsubscribe(User user, List<String> path) {
        if (user.subscriptions.remove(url() + "/webhook_subscriptions/" + path.get(1)) == null) {
            throw notFound();
        }
        return Answer.empty(204);
    }

    private User user(Call call) {
        String authorization = call.authorization();
        User user = authorization == null ? null : byToken.get(authorization.replaceFirst("^Bearer ", ""));
        if (user == null) {
            throw new Refused(error(401, "Unauthenticated", "The access token is invalid"));
        }
        return user;
    }

    private Answer token(Call call) {
        String basic = "Basic "
                + Base64.getEncoder()
                        .encodeToString((CLIENT_ID + ":" + CLIENT_SECRET).getBytes(StandardCharsets.UTF_8));
        if (!basic.equals(call.authorization())) {
            return Answer.oauthError(401, "invalid_client", "Client authentication failed");
        }
        Map<String, List<String>> form = call.form();
        String grant = form.getOrDefault("grant_type", List.of("")).get(0);
        User user =
                switch (grant) {
                    case "authorization_code" ->
                        byCode.remove(form.getOrDefault("code", List.of("")).get(0));
                    case "refresh_token" ->
                        byRefreshToken.remove(
                                form.getOrDefault("refresh_token", List.of("")).get(0));
                    default -> null;
                };
        if (user == null) {
            return Answer.oauthError(400, "invalid_grant", "The provided authorization grant is invalid");
        }
        ObjectNode answer = JSON.objectNode();
        answer.put("token_type", "Bearer").put("access_token", user.token());
        answer.put("refresh_token", user.refreshToken()).put("expires_in", lifetime.toSeconds());
        answer.put("owner", user.uri()).put("organization", user.organizationUri());
        return Answer.json(200, answer);
    }

    private Answer revoke(Call call) {
        String token = call.form().getOrDefault("token", List.of("")).get(0);
        User user = byRefreshToken.remove(token);
        if (user != null) {
            byToken.values().removeIf(user::equals);
        }
        byToken.remove(token);
        return Answer.json(200, JSON.objectNode());
    }

    private Answer page(Call call, Stream<? extends JsonNode> all) {
        int count = 20;
        String asked = call.parameter("count");
        if (asked != null) {
            if (!asked.matches("\\d{1,4}") || Integer.parseInt(asked) < 1 || Integer.parseInt(asked) > MOST) {
                throw invalid("count", "must be between 1 and 100");
            }
            count = Integer.parseInt(asked);
        }
        int from = 0;
        String token = call.parameter("page_token");
        if (token != null) {
            if (!token.matches("page-\\d{1,8}")) {
                throw invalid("page_token", "is invalid");
            }
            from = Integer.parseInt(token.substring("page-".length()));
        }
        List<? extends JsonNode> list = all.toList();
        int to = Math.min(list.size(), from + count);
        ObjectNode answer = JSON.objectNode();
        ArrayNode collection = answer.putArray("collection");
        list.subList(Math.min(from, to), to).forEach(collection::add);
        ObjectNode pagination = answer.putObject("pagination");
        boolean more = to < list.size();
        pagination.put("count", collection.size());
        pagination.put("next_page_token", more ? "page-" + to : null);
        pagination.put("next_page", more ? address(call, "page-" + to) : null);
        pagination.putNull("previous_page").putNull("previous_page_token");
        return Answer.json(200, answer);
    }

    private String address(Call call, String token) {
        StringBuilder address = new StringBuilder(url() + call.path() + "?page_token=" + token);
        Function<String, String> encoded = text -> URLEncoder.encode(text, StandardCharsets.UTF_8);
        call.query().forEach((name, values) -> {
            if (!name.equals("page_token")) {
                address.append('&').append(name).append('=').append(encoded.apply(values.get(0)));
            }
        });
        return address.toString();
    }

    private static void known(Call call, String... names) {
        call.query().keySet().stream()
                .filter(name -> !Set.of(names).contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw invalid(unknown, "is not allowed");
                });
    }

    private static void owned(Call call, User user) {
        String owner = call.parameter("user");
        String organization = call.parameter("organization");
        if (owner == null && organization == null) {
            throw invalid("user", "user or organization is required");
        }
        if (owner != null && !owner.equals(user.uri())
                || organization != null && !organization.equals(user.organizationUri())) {
            throw new Refused(error(403, "Permission Denied", "You do not have permission"));
        }
    }

    private static @Nullable Instant moment(Call call, String name) {
        String text = call.parameter(name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException wrong) {
            throw invalid(name, "must be a date-time");
        }
    }

    private static Answer resource(JsonNode resource, int status) {
        return Answer.json(status, JSON.objectNode().set("resource", resource));
    }

    private static Refused notFound() {
        return new Refused(error(404, "Resource Not Found", "The server could not find the requested resource."));
    }

    private static Refused invalid(String parameter, String message) {
        ObjectNode body = JSON.objectNode();
        body.put("title", "Invalid Argument").put("message", "The supplied parameters are invalid.");
        body.putArray("details").addObject().put("parameter", parameter).put("message", message);
        return new Refused(Answer.json(400, body));
    }

    private static Answer error(int status, String title, String message) {
        return Answer.json(status, JSON.objectNode().put("title", title).put("message", message));
    }

    @Override
    public void close() {
        server.close();
    }
}
