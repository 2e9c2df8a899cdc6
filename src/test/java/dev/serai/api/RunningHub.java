package dev.serai.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.util.FileSystemUtils;

/**
 * A whole hub with its own PostgreSQL, started once for all tests that extend this, and a receiver of webhooks. Each test
 * takes tenants of its own.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "serai.data-dir=target/api-under-test",
            "serai.routes-dir=target/api-routes-under-test",
            "serai.jwt.secret=" + Tokens.SECRET,
            "serai.rate-limit.enabled=false",
            "serai.webhooks.allow-http=true",
            "serai.egress.allow=127.0.0.0/8",
            "serai.inbox.enabled=true",
            "serai.delivery.retry.first=20ms",
            "serai.delivery.retry.longest=50ms",
            "serai.clients.shop.secret=s3cret+%41 word",
            "serai.clients.shop.organization-id=shop-organization",
            "serai.clients.shop.permissions=integrations:read,integrations:update",
        })
public abstract class RunningHub {

    /** The event type that most tests use. */
    protected static final String EVENT = "application.created";

    private static final Path DATA = Path.of("target", "api-under-test");
    /** The hub's routes, a copy that tests may change and put right again. */
    protected static final Path ROUTES = Path.of("target", "api-routes-under-test");

    private static final HttpServer RECEIVER = receiver();

    static {
        try {
            // Each run begins with an empty hub.
            FileSystemUtils.deleteRecursively(DATA);
            FileSystemUtils.deleteRecursively(ROUTES);
            FileSystemUtils.copyRecursively(Path.of("routes"), ROUTES);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @LocalServerPort
    private int port;

    /** Talks to the hub. */
    protected HttpCalls http;

    @BeforeEach
    void connect() {
        http = new HttpCalls(port);
    }

    /** @return the port that the hub listens on, on loopback */
    protected int port() {
        return port;
    }

    /** @return where a receiver answers with this status */
    protected static String receiverAnswering(int status) {
        return "http://127.0.0.1:" + RECEIVER.getAddress().getPort() + "/" + status;
    }

    private static HttpServer receiver() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newCachedThreadPool(work -> {
                Thread thread = new Thread(work, "receiver");
                thread.setDaemon(true);
                return thread;
            }));
            server.createContext("/", RunningHub::answer);
            server.start();
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(
                    Integer.parseInt(exchange.getRequestURI().getPath().substring(1)), -1);
        }
    }
}
