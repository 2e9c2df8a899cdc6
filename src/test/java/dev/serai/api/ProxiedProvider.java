package dev.serai.api;

import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.FaultPlan;
import dev.serai.provider.standin.StandInServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A provider of the tests' own, whose folder is dropped into the hub: an API below {@code /api/v2} that takes the key
 * {@code key-…} of an account and answers whatever a test asks it for.
 */
final class ProxiedProvider {

    static final String ID = "proxied";

    /** One byte more than the hub passes on. */
    static final int HUGE = 10 * 1024 * 1024 + 1;

    private static final String BASE = "/api/v2";

    private final StandInServer server = new StandInServer();

    ProxiedProvider() {
        server.start(this::answer);
    }

    /** @return a configuration that the provider takes */
    static String config(String account) {
        return "{\"apiKey\":\"key-" + account + "\"}";
    }

    void dropInto(Path routes) throws IOException {
        Path folder = Files.createDirectories(routes.resolve("providers/" + ID));
        Files.writeString(
                folder.resolve("provider.yaml"),
                """
                id: %s
                name: Proxied
                category: test
                authentication:
                  - type: api_key
                    header: X-Api-Key
                settings:
                  base-url:
                    default: %s
                    description: Where the API is.
                fields:
                  - name: apiKey
                    label: Key
                    description: The account's key.
                    secret: true
                health:
                  path: /me
                limits:
                  remaining: Calls-Left
                dataTypes:
                  things:
                    path: /things
                    items: /items
                """
                        .formatted(ID, server.url() + BASE));
    }

    FaultPlan faults() {
        return server.faults();
    }

    String url() {
        return server.url() + BASE;
    }

    /** @return what was called with an account's key, but for the hub's own checks */
    List<Call> calls(String account) {
        return server.calls().stream().filter(isOwn(account)).toList();
    }

    /** Forgets all calls so far. */
    void forgetCalls() {
        server.calls().clear();
    }

    /** @return what is called with an account's key, but for the hub's own checks */
    static Predicate<Call> isOwn(String account) {
        return call -> isOf(account, call) && !isCheck(call);
    }

    private static boolean isOf(String account, Call call) {
        return ("key-" + account).equals(call.header("X-Api-Key"));
    }

    private static boolean isCheck(Call call) {
        return call.path().equals(BASE + "/me");
    }

    private Answer answer(Call call) {
        String key = call.header("X-Api-Key");
        if (key == null || !key.startsWith("key-")) {
            return Answer.text(401, "{\"error\":\"unknown key\"}").with("WWW-Authenticate", "Key");
        }
        if (!call.path().startsWith(BASE + "/")) {
            return Answer.text(500, "{\"error\":\"called outside of the API\"}");
        }
        String path = call.path().substring(BASE.length());
        if (path.startsWith("/account")) {
            return Answer.text(200, "{\"account\":\"" + key.substring(4) + "\"}");
        }
        return switch (path) {
            case "/huge" -> new Answer(200, Map.of("Content-Type", "text/plain"), new byte[HUGE]);
            case "/bytes" -> new Answer(200, Map.of("Content-Type", "image/png"), allBytes());
            case "/packed" ->
                new Answer(
                        200,
                        Map.of("Content-Type", "text/plain", "Content-Encoding", "gzip"),
                        "not really packed".getBytes(StandardCharsets.ISO_8859_1));
            case "/missing" -> Answer.text(404, "{\"reason\":\"nothing here\"}");
            case "/broken" -> Answer.page(500, "Oh no");
            case "/empty" -> Answer.empty(204);
            case "/many-headers" ->
                Answer.text(200, "{}")
                        .with(Map.of(
                                "Set-Cookie", "session=1",
                                "ETag", "\"7\"",
                                "Link", "<" + url() + "/page/2>; rel=\"next\"",
                                "X-RateLimit-Remaining", "41",
                                "Calls-Left", "41",
                                "RateLimit-Limit", "1",
                                "X-Internal", "1",
                                "Proxy-Authenticate", "Basic"));
            case "/made" -> Answer.text(201, "{}").with("Location", BASE + "/things/7?full=1");
            case "/elsewhere" -> Answer.redirect("https://files.example.com/secret?signature=1");
            case "/above" -> Answer.redirect(BASE + "/../admin");
            default -> Answer.text(200, "{\"done\":true}");
        };
    }

    /** @return every byte that there is, and none of it UTF-8 */
    static byte[] allBytes() {
        byte[] bytes = new byte[100_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (255 - i);
        }
        return bytes;
    }
}
