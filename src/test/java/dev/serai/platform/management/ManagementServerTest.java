package dev.serai.platform.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.mock.env.MockEnvironment;

/** Where the management port comes to be. */
class ManagementServerTest {

    private final MockEnvironment environment = new MockEnvironment();
    private final AtomicInteger made = new AtomicInteger();
    private @Nullable ManagementServer server;

    @AfterEach
    void end() {
        if (server != null) {
            server.destroy();
        }
    }

    @Test
    void isAThousandAboveTheApi() throws IOException {
        int api = freePort() - 1000;

        start(null, api);

        assertThat(port()).isEqualTo(api + 1000);
    }

    @Test
    void isAnotherOneWhereThatIsTakenByTheNextHub() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start(null, other.getLocalPort() - 1000);

            assertThat(port()).isPositive().isNotEqualTo(other.getLocalPort());
        }
    }

    @Test
    void isAnyOneWhereTheApisIs() {
        environment.setProperty("server.port", "0");

        start(null, 64_000);

        assertThat(port()).isPositive().isNotEqualTo(65_000);
    }

    @Test
    void isTheOneThatWasAskedForOrTheHubDoesNotStart() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(other.getLocalPort(), 8080))
                    .isInstanceOf(ManagementPortTaken.class)
                    .hasMessageStartingWith(
                            "management.server.port (MANAGEMENT_SERVER_PORT): port " + other.getLocalPort());
        }
        int free = freePort();

        start(free, 8080);

        assertThat(port()).isEqualTo(free);
    }

    @Test
    void isNotThereWhenItIsSwitchedOff() {
        start(-1, 8080);

        assertThat(environment.getProperty("local.management.port")).isNull();
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThatThrownBy(() -> properties(70_000)).hasMessageContaining("management.server.port");
    }

    @Test
    void makesAPageWhenItIsFirstAskedFor() throws Exception {
        start(0, 8080);
        assertThat(made).hasValue(0);

        assertThat(get("/page")).isEqualTo("nobody");
        assertThat(get("/page")).isEqualTo("nobody");

        assertThat(made).hasValue(1);
    }

    private void start(@Nullable Integer port, int apiPort) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("page", new ManagementPage("/page", null, this::page));
        server = new ManagementServer(properties(port), beans.getBeanProvider(ManagementPage.class), null, environment);
        server.begin(new ServletWebServerInitializedEvent(api(apiPort), new ServletWebServerApplicationContext()));
    }

    private HttpServlet page() {
        made.incrementAndGet();
        return new HttpServlet() {
            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                response.getWriter().print("nobody");
            }
        };
    }

    private static ManagementProperties properties(@Nullable Integer port) {
        return new ManagementProperties(port, InetAddress.getLoopbackAddress());
    }

    private int port() {
        return environment.getRequiredProperty("local.management.port", Integer.class);
    }

    private String get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static WebServer api(int port) {
        return new WebServer() {
            @Override
            public void start() {}

            @Override
            public void stop() {}

            @Override
            public int getPort() {
                return port;
            }
        };
    }
}
