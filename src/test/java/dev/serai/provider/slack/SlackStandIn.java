package dev.serai.provider.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.FaultPlan;
import dev.serai.provider.standin.StandInServer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Slack as far as the hub knows it: the Web API's {@code auth.test}, {@code chat.postMessage}, {@code oauth.v2.access} and
 * {@code auth.revoke}, which answer 200 whatever happens, and incoming webhooks, which answer in words.
 */
public final class SlackStandIn implements AutoCloseable {

    public static final String CLIENT_ID = "slack-app";
    public static final String CLIENT_SECRET = "slack-app-secret";

    private static final Set<String> MESSAGE_PARAMETERS = Set.of(
            "token",
            "channel",
            "text",
            "blocks",
            "attachments",
            "mrkdwn",
            "unfurl_links",
            "unfurl_media",
            "thread_ts",
            "username",
            "icon_url",
            "icon_emoji",
            "link_names",
            "as_user",
            "reply_broadcast",
            "parse",
            "metadata");

    private static final int LONGEST = 40_000;

    private final StandInServer server = new StandInServer();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Map<String, Hook> hooks = new ConcurrentHashMap<>();
    private final Set<String> channels = ConcurrentHashMap.newKeySet();
    private final Set<String> archived = ConcurrentHashMap.newKeySet();
    private final Set<String> codes = ConcurrentHashMap.newKeySet();
    private final Queue<Posted> posted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger numbers = new AtomicInteger();

    /**
     * A message that arrived.
     *
     * @param place the channel, or the path of the webhook
     * @param by the user whose token it was; empty for a webhook
     */
    public record Posted(String place, String by, String text, long nanoTime) {}

    private record Hook(String path, String gone) {}

    public SlackStandIn() {
        server.start(this::answer);
    }

    public String apiUrl() {
        return server.url() + "/api";
    }

    public String url(String method) {
        return apiUrl() + "/" + method;
    }

    /** @return which calls meet which fault */
    public FaultPlan faults() {
        return server.faults();
    }

    public Queue<Call> calls() {
        return server.calls();
    }

    public Queue<Throwable> defects() {
        return server.defects();
    }

    /** @return the address of a new incoming webhook */
    public String addHook() {
        String path = "/services/T" + numbers.incrementAndGet() + "/B1/secret" + numbers.incrementAndGet();
        hooks.put(path, new Hook(path, ""));
        return server.url() + path;
    }

    /** @param word what it says from now on, such as {@code no_service} */
    public void removeHook(String url, String word) {
        String path = url.substring(server.url().length());
        hooks.put(path, new Hook(path, word));
    }

    /** @return the token of a new bot */
    public String addBot(String user) {
        String token = "xoxb-" + numbers.incrementAndGet() + "-" + user;
        tokens.put(token, user);
        return token;
    }

    public void revoke(String token) {
        tokens.remove(token);
    }

    public void addChannel(String name) {
        channels.add(name);
    }

    public void archive(String name) {
        archived.add(name);
    }

    /** @return a code that {@code oauth.v2.access} takes once */
    public String addCode() {
        String code = "code-" + numbers.incrementAndGet();
        codes.add(code);
        return code;
    }

    /** @return the messages of a webhook's address or of a channel, in the order in which they came */
    public List<Posted> messages(String place) {
        String plain =
                place.startsWith(server.url()) ? place.substring(server.url().length()) : place;
        return posted.stream().filter(one -> one.place().equals(plain)).toList();
    }

    private Answer answer(Call call) {
        return call.path().startsWith("/api/") ? api(call) : hook(call);
    }

    private Answer api(Call call) {
        if (!call.method().equals("POST") && !call.path().equals("/api/auth.test")) {
            return refused("invalid_post_type");
        }
        return switch (call.path()) {
            case "/api/auth.test" -> authTest(call);
            case "/api/chat.postMessage" -> postMessage(call);
            case "/api/oauth.v2.access" -> access(call);
            case "/api/auth.revoke" -> revoked(call);
            default -> refused("unknown_method");
        };
    }

    private Answer authTest(Call call) {
        String user = user(call);
        return user == null
                ? refused(call.authorization() == null ? "not_authed" : "invalid_auth")
                : ok(json -> json.put("url", "https://team.slack.com/")
                        .put("team", "Team")
                        .put("user", user)
                        .put("team_id", "T1")
                        .put("user_id", "U-" + user)
                        .put("bot_id", "B1"));
    }

    private Answer postMessage(Call call) {
        String user = user(call);
        if (user == null) {
            return refused(call.authorization() == null ? "not_authed" : "invalid_auth");
        }
        Map<String, String> form = form(call);
        if (!MESSAGE_PARAMETERS.containsAll(form.keySet())) {
            return refused("invalid_arguments");
        }
        String channel = form.getOrDefault("channel", "");
        String text = form.getOrDefault("text", "");
        if (!channels.contains(channel)) {
            return refused("channel_not_found");
        }
        if (archived.contains(channel)) {
            return refused("is_archived");
        }
        if (text.isBlank()) {
            return refused("no_text");
        }
        if (text.length() > LONGEST) {
            return refused("msg_too_long");
        }
        posted.add(new Posted(channel, user, text, call.nanoTime()));
        return ok(json -> json.put("channel", channel).put("ts", "1700000000." + numbers.incrementAndGet()));
    }

    private Answer access(Call call) {
        Map<String, String> form = form(call);
        if (!CLIENT_ID.equals(form.get("client_id"))) {
            return refused("invalid_client_id");
        }
        if (!CLIENT_SECRET.equals(form.get("client_secret"))) {
            return refused("bad_client_secret");
        }
        if (!codes.remove(form.getOrDefault("code", ""))) {
            return refused("invalid_code");
        }
        String token = addBot("bot");
        return ok(json -> json.put("access_token", token)
                .put("token_type", "bot")
                .put("scope", "chat:write,chat:write.public,channels:read")
                .put("bot_user_id", "U-bot")
                .put("app_id", "A1")
                .set(
                        "team",
                        JsonNodeFactory.instance.objectNode().put("id", "T1").put("name", "Team")));
    }

    private Answer revoked(Call call) {
        String given = form(call).get("token");
        String token = given == null ? bearer(call) : given;
        return token != null && tokens.remove(token) != null
                ? ok(json -> json.put("revoked", true))
                : refused("invalid_auth");
    }

    private Answer hook(Call call) {
        Hook hook = hooks.get(call.path());
        if (hook == null) {
            return Answer.text(404, "no_service");
        }
        if (!hook.gone().isEmpty()) {
            return Answer.text(hook.gone().equals("invalid_token") ? 403 : 404, hook.gone());
        }
        JsonNode payload = call.json();
        if (!payload.isObject()) {
            return Answer.text(400, "invalid_payload");
        }
        String text = payload.path("text").asText("");
        if (text.isBlank()) {
            return Answer.text(400, "no_text");
        }
        posted.add(new Posted(call.path(), "", text, call.nanoTime()));
        return Answer.text(200, "ok");
    }

    private @Nullable String user(Call call) {
        String token = bearer(call);
        return token == null ? null : tokens.get(token);
    }

    private static @Nullable String bearer(Call call) {
        String header = call.authorization();
        return header != null && header.startsWith("Bearer ") ? header.substring("Bearer ".length()) : null;
    }

    private static Map<String, String> form(Call call) {
        return call.form().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue()
                .get(0)));
    }

    private static Answer refused(String word) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("ok", false).put("error", word);
        return Answer.json(200, body);
    }

    private static Answer ok(java.util.function.Consumer<ObjectNode> more) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("ok", true);
        more.accept(body);
        return Answer.json(200, body);
    }

    @Override
    public void close() {
        server.close();
    }
}
