package dev.serai;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real receiver of webhooks on loopback: it keeps what arrives, and answers as it is told. */
public final class Receiver implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    static {
        // Without it an answer's body waits for the acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** How to answer. */
    @FunctionalInterface
    public interface Behaviour {
        /** Answers one request; the exchange is closed afterwards. */
        void answer(Arrival arrival, HttpExchange exchange) throws IOException;
    }

    /**
     * One request that arrived.
     *
     * @param method its method
     * @param path its path with its query
     * @param headers its headers; names in any case
     * @param body its body as it came
     * @param nanoTime when it had arrived, as {@link System#nanoTime()} tells
     */
    public record Arrival(String method, String path, Map<String, String> headers, byte[] body, long nanoTime) {

        /** @return a header's values, joined by commas; null when it was not sent */
        public String header(String name) {
            return headers.get(name);
        }

        /** @return the body as text */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile Behaviour behaviour = status(200);

    /** Opens a receiver on a free port; it answers 200. */
    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
            byte[] body = exchange.getRequestBody().readAllBytes();
            Arrival arrival = new Arrival(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body, System.nanoTime());
            Behaviour chosen = behaviour;
            arrivals.add(arrival);
            chosen.answer(arrival, exchange);
        }
    }

    /** Answers from now on with this status, and nothing else. */
    public Receiver answers(int status) {
        return behaves(status(status));
    }

    /** Answers from now on with one status after the other; the last one stays. */
    public Receiver answersInTurn(int... statuses) {
        AtomicInteger turn = new AtomicInteger();
        return behaves((arrival, exchange) -> status(statuses[Math.min(turn.getAndIncrement(), statuses.length - 1)])
                .answer(arrival, exchange));
    }

    /** Takes requests from now on and never answers, until it is closed. */
    public Receiver hangs() {
        return behaves(hanging());
    }

    /** Behaves from now on so. */
    public Receiver behaves(Behaviour wanted) {
        behaviour = wanted;
        return this;
    }

    /** Answers with a status and no body. */
    public static Behaviour status(int status, String... headers) {
        return answer(status, "", headers);
    }

    /**
     * Answers at once.
     *
     * @param headers names and values in turn
     */
    public static Behaviour answer(int status, String body, String... headers) {
        return (arrival, exchange) -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        };
    }

    /** Takes a request and closes the connection without a word. */
    public static Behaviour closing() {
        return (arrival, exchange) -> {};
    }

    /** Takes a request and keeps silent until the receiver is closed. */
    public Behaviour hanging() {
        return (arrival, exchange) -> waitUntilClosed(Long.MAX_VALUE);
    }

    /** Begins a good answer at once, and sends its body byte by byte without an end. */
    public Behaviour dripping() {
        return (arrival, exchange) -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            while (!waitUntilClosed(50)) {
                body.write('.');
                body.flush();
            }
        };
    }

    private boolean waitUntilClosed(long millis) {
        try {
            return released.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** @return where it listens */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** @return what has arrived, in its order */
    public List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** @return what has arrived of one event type, in its order */
    public List<Arrival> arrivals(String event) {
        return arrivals.stream()
                .filter(arrival -> event.equals(arrival.header("X-Webhook-Event")))
                .toList();
    }

    /**
     * Waits until so many requests have arrived.
     *
     * @return what has arrived, in its order
     */
    public List<Arrival> awaitArrivals(int count) {
        await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> arrivals.size() >= count);
        return arrivals();
    }

    /** Waits until one request of an event type has arrived. */
    public Arrival awaitArrival(String event) {
        await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> !arrivals(event)
                .isEmpty());
        return arrivals(event).get(0);
    }

    /** Makes sure that no request arrives for a while. */
    public void staysSilent(Duration time) {
        int before = arrivals.size();
        await().pollInterval(Duration.ofMillis(10))
                .during(time)
                .atMost(time.plus(PATIENCE))
                .until(() -> arrivals.size() == before);
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
