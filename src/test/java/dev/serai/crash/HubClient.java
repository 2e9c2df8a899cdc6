package dev.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An API consumer, one organisation. It waits longer for an answer than a hub may take, and no longer: a hub that hangs
 * is an {@link IOException}.
 */
final class HubClient {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(12);
    /** Whose events they are. */
    static final String ORGANIZATION = "crash-tests";

    private static final String TOKEN = Tokens.ofOrganization(ORGANIZATION);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI hub;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    HubClient(URI hub) {
        this.hub = hub;
    }

    /** A webhook as its owner knows it after making it. */
    record Webhook(String id, String secret) {}

    /** What became of a webhook's deliveries. */
    record Figures(long total, long success, long failed, long pending) {}

    boolean isReady() {
        return health() == 200;
    }

    /** @return the status of {@code /health}; 0 when nobody answers */
    int health() {
        try {
            return get("/health").statusCode();
        } catch (IOException nobody) {
            return 0;
        }
    }

    /**
     * Makes a webhook that gets every {@code application.created}.
     *
     * @param timeout how long a delivery may take, and the larger part of how long it stays claimed
     */
    Webhook createWebhook(URI receiver, Duration timeout) throws IOException {
        HttpResponse<String> answer = post(
                "/api/v1/integrations/webhooks",
                "{\"name\":\"crash\",\"url\":\"" + receiver + "\",\"events\":[\"application.created\"],\"timeoutMs\":"
                        + timeout.toMillis() + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode webhook = json(answer);
        return new Webhook(webhook.path("id").asText(), webhook.path("secret").asText());
    }

    Figures figures(Webhook webhook) throws IOException {
        HttpResponse<String> answer = get("/api/v1/integrations/webhooks/" + webhook.id() + "/stats");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode figures = json(answer);
        return new Figures(
                figures.path("total").asLong(),
                figures.path("success").asLong(),
                figures.path("failed").asLong(),
                figures.path("pending").asLong());
    }

    /** Posts one event. */
    HttpResponse<String> postEvent(int number) throws IOException {
        return post("/events", event(number));
    }

    /** Posts one event as a part of a trace. */
    HttpResponse<String> postEvent(int number, String traceparent) throws IOException {
        return send(request("/events")
                .header("Content-Type", "application/json")
                .header("traceparent", traceparent)
                .POST(HttpRequest.BodyPublishers.ofString(event(number)))
                .build());
    }

    /** Posts several events in one request. */
    HttpResponse<String> postEvents(List<Integer> numbers) throws IOException {
        return post(
                "/events/batch",
                numbers.stream().map(HubClient::event).collect(Collectors.joining(",", "{\"events\":[", "]}")));
    }

    private static String event(int number) {
        return "{\"event\":\"application.created\",\"data\":{\"number\":" + number + "}}";
    }

    HttpResponse<String> get(String path) throws IOException {
        return send(request(path).GET().build());
    }

    HttpResponse<String> delete(String path) throws IOException {
        return send(request(path).DELETE().build());
    }

    HttpResponse<String> post(String path, String body) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(hub.resolve(path))
                .timeout(LONGEST_WAIT)
                .header("Authorization", "Bearer " + TOKEN);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    /** Reads an answer's body. */
    static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(answer.body(), malformed);
        }
    }
}
