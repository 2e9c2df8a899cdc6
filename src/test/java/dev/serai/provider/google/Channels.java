package dev.serai.provider.google;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The notification channels: who is told of which calendar's changes, and the telling. */
final class Channels {

    private static final Set<Integer> TRY_AGAIN = Set.of(500, 502, 503, 504);
    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration DEFAULT_LIFE = Duration.ofDays(7);

    private static final class Open {
        private final Channel channel;
        private long messages;

        private Open(Channel channel) {
            this.channel = channel;
        }
    }

    private final Clock clock;
    private final HttpClient client;
    private final ScheduledExecutorService scheduler;
    private final Map<String, Open> open = new LinkedHashMap<>();
    private Duration longestLife = Duration.ofDays(30);
    private boolean httpsOnly;
    private boolean dropping;
    private int delivered;
    private int undelivered;
    private int dropped;

    Channels(Clock clock, Executor threads, ScheduledExecutorService scheduler) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(threads)
                .build();
    }

    synchronized void longestLife(Duration life) {
        longestLife = life;
    }

    synchronized void httpsOnly(boolean wanted) {
        httpsOnly = wanted;
    }

    synchronized void dropping(boolean wanted) {
        dropping = wanted;
    }

    synchronized int delivered() {
        return delivered;
    }

    synchronized int undelivered() {
        return undelivered;
    }

    synchronized int dropped() {
        return dropped;
    }

    synchronized List<Channel> open() {
        endTheOld();
        return open.values().stream().map(each -> each.channel).toList();
    }

    synchronized void endAll() {
        open.clear();
    }

    /** Opens a channel, and sends its first notice. */
    synchronized ObjectNode watch(String calendar, String resourceUri, ObjectNode body) {
        String id = body.path("id").asText();
        if (!id.matches("[A-Za-z0-9\\-_+/=]{1,64}")) {
            throw Refusal.invalid("Invalid Value: id");
        }
        if (!body.path("type").asText().matches("web_?hook")) {
            throw Refusal.parameter(400, "global", "invalid", "Unknown channel type", "resource.type");
        }
        URI address = address(body.path("address").asText());
        endTheOld();
        if (open.containsKey(id)) {
            throw Refusal.api(400, "channelIdNotUnique", "Channel id " + id + " not unique");
        }
        Channel channel = new Channel(
                id,
                resourceId(calendar),
                resourceUri,
                calendar,
                address,
                body.hasNonNull("token") ? body.get("token").asText() : null,
                expiration(body));
        Open opened = new Open(channel);
        open.put(id, opened);
        notice(opened, "sync");
        ObjectNode reply = JsonNodeFactory.instance.objectNode();
        reply.put("kind", "api#channel").put("id", id).put("resourceId", channel.resourceId());
        reply.put("resourceUri", resourceUri);
        if (channel.token() != null) {
            reply.put("token", channel.token());
        }
        return reply.put("expiration", String.valueOf(channel.expiration().toEpochMilli()));
    }

    private URI address(String text) {
        URI address;
        try {
            address = URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw Refusal.invalid("Invalid Value: address");
        }
        boolean https = "https".equals(address.getScheme());
        if (address.getHost() == null || !https && !"http".equals(address.getScheme())) {
            throw Refusal.invalid("Invalid Value: address");
        }
        if (httpsOnly && !https) {
            throw Refusal.api(400, "push.webhookUrlNotHttps", "WebHook callback must be HTTPS: " + text);
        }
        return address;
    }

    private Instant expiration(ObjectNode body) {
        Instant now = clock.instant();
        Instant latest = now.plus(longestLife);
        Instant wanted = now.plus(DEFAULT_LIFE);
        if (body.hasNonNull("expiration")) {
            wanted = Instant.ofEpochMilli(body.get("expiration").asLong());
        } else if (body.path("params").hasNonNull("ttl")) {
            wanted = now.plusSeconds(body.get("params").get("ttl").asLong());
        }
        if (!wanted.isAfter(now)) {
            throw Refusal.invalid("Invalid Value: expiration");
        }
        return wanted.isAfter(latest) ? latest : wanted;
    }

    /** @return whether there was such a channel */
    synchronized boolean stop(String id, String resourceId, String email) {
        endTheOld();
        Open found = open.get(id);
        if (found == null
                || !found.channel.resourceId().equals(resourceId)
                || !found.channel.calendar().equals(email)) {
            return false;
        }
        open.remove(id);
        return true;
    }

    /** Tells everyone who watches this calendar. */
    synchronized void changed(String calendar) {
        endTheOld();
        for (Open each : open.values()) {
            if (each.channel.calendar().equals(calendar)) {
                notice(each, "exists");
            }
        }
    }

    private void notice(Open opened, String state) {
        if (dropping) {
            dropped++;
            opened.messages++;
            return;
        }
        HttpRequest request = request(opened.channel, state, ++opened.messages, opened.channel.token());
        send(request, 1);
    }

    private void send(HttpRequest request, int attempt) {
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).whenComplete((response, failure) -> {
            if (response != null && response.statusCode() / 100 == 2) {
                count(1, 0);
            } else if (response != null
                    && TRY_AGAIN.contains(response.statusCode())
                    && attempt < ATTEMPTS
                    && !scheduler.isShutdown()) {
                long pause = FIRST_PAUSE.toMillis() << (attempt - 1);
                scheduler.schedule(() -> send(request, attempt + 1), pause, TimeUnit.MILLISECONDS);
            } else {
                count(0, 1);
            }
        });
    }

    private synchronized void count(int taken, int untaken) {
        delivered += taken;
        undelivered += untaken;
    }

    /**
     * Sends a notice as it were Google's, whatever the token.
     *
     * @return the status of the answer
     */
    int forge(Channel channel, @Nullable String token) throws IOException, InterruptedException {
        return client.send(request(channel, "exists", 1_000_000, token), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpRequest request(Channel channel, String state, long number, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(channel.address())
                .timeout(Duration.ofSeconds(20))
                .header("User-Agent", "APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)")
                .header("Accept", "*/*")
                .header("X-Goog-Channel-ID", channel.id())
                .header(
                        "X-Goog-Channel-Expiration",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                channel.expiration().atZone(ZoneOffset.UTC)))
                .header("X-Goog-Resource-ID", channel.resourceId())
                .header("X-Goog-Resource-URI", channel.resourceUri())
                .header("X-Goog-Resource-State", state)
                .header("X-Goog-Message-Number", String.valueOf(number));
        if (token != null) {
            request.header("X-Goog-Channel-Token", token);
        }
        return request.POST(HttpRequest.BodyPublishers.noBody()).build();
    }

    private void endTheOld() {
        Instant now = clock.instant();
        open.values().removeIf(each -> !each.channel.expiration().isAfter(now));
    }

    private static String resourceId(String calendar) {
        return UUID.nameUUIDFromBytes(calendar.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }
}
