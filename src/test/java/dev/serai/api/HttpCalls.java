package dev.serai.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends requests to the hub under test. */
public final class HttpCalls {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port;

    HttpCalls(int port) {
        this.port = port;
    }

    public Reply get(String token, String path) {
        return send("GET", path, token, null);
    }

    public Reply post(String token, String path, String json, String... headers) {
        return send("POST", path, token, json, headers);
    }

    public Reply put(String token, String path, String json) {
        return send("PUT", path, token, json);
    }

    public Reply delete(String token, String path) {
        return send("DELETE", path, token, null);
    }

    /**
     * Sends a request.
     *
     * @param token the bearer token; null: none
     * @param json the body, sent as JSON; null: none
     * @param headers names and values by turns
     */
    public Reply send(String method, String path, @Nullable String token, @Nullable String json, String... headers) {
        return sendBytes(method, path, token, json == null ? null : json.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Sends a request. */
    public Reply send(Request request) {
        HttpRequest.Builder wire = to(request.path())
                .method(
                        request.method(),
                        request.body().isEmpty()
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(request.body(), StandardCharsets.UTF_8));
        request.headers().forEach(wire::setHeader);
        return send(wire.build());
    }

    Reply sendBytes(String method, String path, @Nullable String token, byte @Nullable [] json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(json));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    Reply send(HttpRequest request) {
        // Java's client puts a connection back as soon as it has the answer, even while it still sends the body.
        boolean early = request.bodyPublisher()
                .map(body -> body.contentLength() > 1_000_000)
                .orElse(false);
        try {
            return Reply.of((early ? HttpClient.newHttpClient() : CLIENT)
                    .send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (IOException failed) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + " got no answer", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60));
    }

    /**
     * Sends bytes as they are, which no HTTP client would, and then nothing more.
     *
     * @param request all of them, in ISO-8859-1; the connection should be closed by the answer
     * @return everything that came back, in ISO-8859-1
     */
    public String raw(String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
