package dev.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A receiver that writes down which event arrived under which {@code webhook-id}, and verifies every signature with the
 * library that receivers use. Every {@value #REFUSED}th event is refused once, so that there are always retries waiting.
 */
final class Receiver implements AutoCloseable {

    private static final int REFUSED = 200;
    private static final int THREADS = 160;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Map<Integer, Set<String>> idsByNumber = new ConcurrentHashMap<>();
    private final Set<Integer> refusedOnce = ConcurrentHashMap.newKeySet();
    private final AtomicInteger taken = new AtomicInteger();
    private final Queue<String> forgeries = new ConcurrentLinkedQueue<>();
    private volatile String secret = "";
    private volatile CountDownLatch answering = new CountDownLatch(0);

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Tells the receiver what its webhook's deliveries are signed with. */
    void expect(HubClient.Webhook webhook) {
        secret = webhook.secret();
    }

    /** Lets everything that arrives from now on wait for its answer. */
    void hold() {
        answering = new CountDownLatch(1);
    }

    /** Answers everything that waits, and what comes. */
    void release() {
        answering.countDown();
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            answering.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        exchange.sendResponseHeaders(status(exchange, body), -1);
        exchange.close();
    }

    private int status(HttpExchange exchange, byte[] body) throws IOException {
        String text = new String(body, StandardCharsets.UTF_8);
        if (!isGenuine(exchange, text)) {
            forgeries.add(exchange.getRequestHeaders().toString() + text);
            return 400;
        }
        int number = json.readTree(body).path("data").path("number").asInt();
        if (number % REFUSED == 0 && refusedOnce.add(number)) {
            return 500;
        }
        taken.incrementAndGet();
        idsByNumber
                .computeIfAbsent(number, first -> ConcurrentHashMap.newKeySet())
                .add(exchange.getRequestHeaders().getFirst("webhook-id"));
        return 204;
    }

    private boolean isGenuine(HttpExchange exchange, String body) {
        try {
            new com.standardwebhooks.Webhook(secret).verify(body, exchange.getRequestHeaders());
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of()
                    .formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)))
                    .equals(exchange.getRequestHeaders().getFirst("X-Webhook-Signature"));
        } catch (WebhookVerificationException forged) {
            return false;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** @return whether all these events have arrived */
    boolean has(Collection<Integer> numbers) {
        return idsByNumber.keySet().containsAll(numbers);
    }

    /** @return how many different events have arrived */
    int count() {
        return idsByNumber.size();
    }

    /** @return how many deliveries were taken of events that had arrived before */
    int repeats() {
        return taken.get() - count();
    }

    /** Fails when a signature did not verify, or an event came under two different {@code webhook-id}s. */
    void assertGenuineAndUnderOneId() {
        assertThat(forgeries).as("deliveries whose signature does not verify").isEmpty();
        assertThat(idsByNumber)
                .as("events and the webhook-ids they came under")
                .allSatisfy((number, ids) -> assertThat(ids).hasSize(1));
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        threads.shutdownNow();
    }
}
