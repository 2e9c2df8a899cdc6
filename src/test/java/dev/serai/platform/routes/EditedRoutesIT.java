package dev.serai.platform.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.Receiver;
import dev.serai.api.Reply;
import dev.serai.api.RunningHub;
import dev.serai.api.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Fifty edits of the routes that every event goes through, a third of them broken, while events come in without a break. */
class EditedRoutesIT extends RunningHub {

    private static final int EDITS = 50;
    private static final int CLIENTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern NUMBER = Pattern.compile("\"number\":\\s*(\\d+)");

    private static final Edited ACCEPT = Edited.of("events/accept-events.camel.yaml", "events-accept");
    private static final Edited DELIVER = Edited.of("webhooks/deliver.camel.yaml", "webhook-deliver");
    private static final Edited API = Edited.of("apis/hub.camel.yaml", "hub-acceptEvent");
    /** Its route configuration is a part of every operation of every contract. */
    private static final Edited SHARED = Edited.of("shared/api.camel.yaml", "hub-acceptEvent");

    private static final List<UnaryOperator<String>> BREAKS = List.of(
            text -> text.replaceFirst("description: ", "description: a: "),
            text -> text.replaceFirst("description: ", "descripton: "),
            text -> text.replaceFirst("ref: ", "ref: no"),
            text -> text.replaceFirst("steps:\n( +)- ", "steps:\n$1- to: log:edited?level=LOUD\n$1- "),
            text -> text.replaceFirst("steps:\n( +)- ", "steps:\n$1- to: direct:nowhere\n$1- "),
            text -> text.substring(0, text.indexOf("uri:")),
            text -> text.replaceFirst("id: \\S+", "id: webhook-dead-letter"));

    @Autowired
    private CamelContext camel;

    private final String token =
            Tokens.with(Map.of("sub", "user-1", "organizationId", someone(), "permissions", Tokens.ALL_PERMISSIONS));
    private final Receiver receiver = new Receiver();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger next = new AtomicInteger();
    private final Set<Integer> accepted = ConcurrentHashMap.newKeySet();
    private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();

    /**
     * A file that is edited.
     *
     * @param route one of the routes that it has a part in
     */
    private record Edited(Path file, String route, String original) {

        static Edited of(String file, String route) {
            try {
                Path path = ROUTES.resolve(file);
                return new Edited(
                        path, route, Files.readString(Path.of("routes").resolve(file)));
            } catch (IOException failed) {
                throw new AssertionError(failed);
            }
        }

        /** @return the file with something new in what it says of its route, or of what the route uses */
        String numbered(int edit) {
            return original.replaceFirst("( +)description: (.*)", "$1description: Edit " + edit + ". $2")
                    .replaceFirst("(id: " + route + "\n +)description: (.*)", "$1description: Edit " + edit + ". $2");
        }

        void write(String content) throws IOException {
            Files.writeString(file, content);
        }
    }

    @AfterEach
    void putEverythingBack() throws Exception {
        over.set(true);
        clients.shutdownNow();
        receiver.close();
        for (Edited edited : List.of(ACCEPT, DELIVER, API, SHARED)) {
            edited.write(edited.original());
            await().atMost(PATIENCE).until(() -> version(edited.route()).equals(wanted(edited.route())));
        }
    }

    @Test
    void loseNothingFailNothingAndLeaveTheLastGoodVersionRunning() throws Exception {
        Reply webhook = http.post(
                        token,
                        "/framework/api/v1/integrations/webhooks",
                        "{\"name\":\"edits\",\"url\":\"" + receiver.url() + "\",\"events\":[\"" + EVENT + "\"]}")
                .expect(201);
        for (int i = 0; i < CLIENTS; i++) {
            clients.execute(this::post);
        }

        int refused = 0;
        for (int edit = 1; edit <= EDITS; edit++) {
            Edited edited = List.of(ACCEPT, DELIVER, API, SHARED).get(edit % 4);
            if (edit % 3 == 0) {
                refuse(edited, BREAKS.get(refused++ % BREAKS.size()).apply(edited.numbered(edit)));
            } else {
                takeOver(edited, edited.numbered(edit));
            }
        }
        over.set(true);
        clients.shutdown();
        assertThat(clients.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

        assertThat(refused).isEqualTo(EDITS / 3);
        assertThat(statuses).containsExactly(202);
        assertThat(accepted).hasSizeGreaterThan(EDITS);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(arrived()).isEqualTo(accepted));
        http.delete(token, "/framework/api/v1/integrations/webhooks/" + webhook.text("id"))
                .expect(204);
    }

    private void takeOver(Edited edited, String content) throws IOException {
        String before = version(edited.route());
        edited.write(content);
        String after = wanted(edited.route());
        assertThat(after).isNotEqualTo(before);
        await().atMost(PATIENCE).until(() -> version(edited.route()).equals(after));
        assertThat(accepts()).isTrue();
    }

    /** A good change of another file shows when the broken one has been looked at. */
    private void refuse(Edited edited, String content) throws IOException {
        String good = Files.readString(edited.file());
        String running = version(edited.route());
        assertThat(content).isNotEqualTo(good);
        edited.write(content);
        Edited other = edited == DELIVER ? ACCEPT : DELIVER;
        String otherBefore = version(other.route());
        other.write(other.original()
                .replaceFirst("description: ", "description: Beside a broken one. " + otherBefore + ". "));

        await().atMost(PATIENCE).until(() -> !Set.of("", otherBefore).contains(version(other.route())));
        assertThat(version(edited.route())).isEqualTo(running);
        assertThat(accepts()).isTrue();
        edited.write(good);
    }

    private boolean accepts() {
        int number = next.incrementAndGet();
        Reply reply = http.post(token, "/hub/events", event(number));
        statuses.add(reply.status());
        return reply.status() == 202 && accepted.add(number);
    }

    private void post() {
        while (!over.get()) {
            accepts();
        }
    }

    private static String event(int number) {
        return "{\"event\":\"" + EVENT + "\",\"data\":{\"number\":" + number + "}}";
    }

    private Set<Integer> arrived() {
        return receiver.arrivals().stream()
                .map(arrival -> NUMBER.matcher(arrival.text()))
                .filter(Matcher::find)
                .map(number -> Integer.valueOf(number.group(1)))
                .collect(Collectors.toSet());
    }

    /** @return the version of a route that runs; nothing in the blink in which it is exchanged */
    private String version(String id) {
        Route route = camel.getRoute(id);
        return route == null ? "" : String.valueOf(route.getProperties().get("version"));
    }

    /** @return the version that a route has by the files that are there now */
    private static String wanted(String id) throws IOException {
        TreeMap<String, String> contents = new TreeMap<>();
        try (var files = Files.walk(ROUTES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".camel.yaml"))
                    .toList()) {
                contents.put(file.toString(), Files.readString(file));
            }
        }
        return new RouteSet(RouteCheck.read(contents)).routes().get(id).version();
    }
}
