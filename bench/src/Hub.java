import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A hub as it is shipped, in a process of its own, with its embedded PostgreSQL. */
final class Hub implements AutoCloseable {

    /** The organisation that the benchmark works for. */
    static final String ORGANIZATION = "bench";

    private static final String SECRET = "a-secret-for-the-benchmark-and-nothing-else";
    private static final int START_WITHIN_SECONDS = 240;

    private final Process process;
    private final int port;
    private final double startSeconds;

    private Hub(Process process, int port, double startSeconds) {
        this.process = process;
        this.port = port;
        this.startSeconds = startSeconds;
    }

    /**
     * Starts a hub and waits until it is ready.
     *
     * @param delivering whether it delivers, or only takes events in
     * @param recording where to keep a flight recording of its life; null: none
     */
    static Hub start(Workplace place, boolean delivering, Path recording) throws IOException {
        return start(place, delivering, recording, Map.of());
    }

    /**
     * The same with settings of the measurement's own.
     *
     * @param settings environment variables
     */
    static Hub start(Workplace place, boolean delivering, Path recording, Map<String, String> settings)
            throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        if (recording != null) {
            // Whoever gives the JVM one option has to give it all that the hub would give it by itself.
            command.addAll(place.jvmArguments());
            command.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording);
            command.add("-Xlog:jfr+startup=off");
        }
        command.addAll(List.of("-jar", place.jar().toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        // What is set for a hub in this shell must not change what is measured.
        builder.environment().keySet().removeIf(name -> name.matches("(SERAI|SPRING|SERVER|CAMEL|JDK|JAVA_TOOL)_.*"));
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment().put("SERAI_DATA_DIR", place.data().toString());
        builder.environment().put("SERAI_ROUTES_DIR", place.routes().toString());
        builder.environment().put("SERAI_JWT_SECRET", SECRET);
        builder.environment().put("SERAI_RATE_LIMIT_ENABLED", "false");
        builder.environment().put("SERAI_WEBHOOKS_ALLOW_HTTP", "true");
        builder.environment().put("SERAI_EGRESS_ALLOW", "127.0.0.0/8");
        builder.environment().put("SERAI_DELIVERY_ENABLED", Boolean.toString(delivering));
        builder.environment().putAll(settings);
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(place.log().toFile()));
        long begin = System.nanoTime();
        Process process = builder.start();
        Thread stop = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(stop);
        while (!isReady(port)) {
            if (!process.isAlive() || System.nanoTime() - begin > START_WITHIN_SECONDS * 1_000_000_000L) {
                process.destroy();
                throw new IllegalStateException("the hub did not start; see " + place.log());
            }
            LockSupport.parkNanos(20_000_000L);
        }
        return new Hub(process, port, (System.nanoTime() - begin) / 1e9);
    }

    private static boolean isReady(int port) {
        return exchange(port, "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                .startsWith("HTTP/1.1 200");
    }

    int port() {
        return port;
    }

    /** @return from the program's start to the first 200 at /health */
    double startSeconds() {
        return startSeconds;
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /**
     * Makes a webhook.
     *
     * @return its id
     */
    String createWebhook(String name, String url, String event, int timeoutMs, int attempts) {
        String answer = call(
                "POST",
                "/api/v1/integrations/webhooks",
                "{\"name\":\"" + name + "\",\"url\":\"" + url + "\",\"events\":[\"" + event + "\"],\"timeoutMs\":"
                        + timeoutMs + ",\"retryAttempts\":" + attempts + "}");
        Matcher id = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"").matcher(answer);
        if (!answer.startsWith("HTTP/1.1 201") || !id.find()) {
            throw new IllegalStateException("the webhook was not made: " + answer);
        }
        return id.group(1);
    }

    /**
     * Makes an integration.
     *
     * @return its id
     */
    String createIntegration(String name) {
        String answer = call(
                "POST",
                "/api/v1/integrations",
                "{\"name\":\"" + name + "\",\"provider\":\"google_calendar\",\"authType\":\"oauth2\","
                        + "\"config\":{\"calendarId\":\"primary\"},\"settings\":{\"syncEnabled\":true}}");
        Matcher id = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"").matcher(answer);
        if (!answer.startsWith("HTTP/1.1 201") || !id.find()) {
            throw new IllegalStateException("the integration was not made: " + answer);
        }
        return id.group(1);
    }

    void deleteWebhook(String id) {
        String answer = call("DELETE", "/api/v1/integrations/webhooks/" + id, "");
        if (!answer.startsWith("HTTP/1.1 2")) {
            throw new IllegalStateException("the webhook was not deleted: " + answer);
        }
    }

    /** @return the bytes of an authorised POST to this hub */
    byte[] post(String path, String json) {
        return Load.post(path, token(), json);
    }

    /** @return the bytes of an authorised GET of this hub */
    byte[] get(String path) {
        return Load.get(path, token());
    }

    private String call(String method, String path, String json) {
        return exchange(
                port,
                method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer "
                        + token() + (json.isEmpty() ? "" : "\r\nContent-Type: application/json\r\nContent-Length: "
                                + json.length()) + "\r\n\r\n" + json);
    }

    private static String exchange(int port, String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException notThere) {
            return notThere.toString();
        }
    }

    /** @return a token of one organisation, good for a day */
    private static String token() {
        String header = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.US_ASCII));
        long now = Instant.now().getEpochSecond();
        String claims = base64(("{\"sub\":\"bench\",\"organizationId\":\"" + ORGANIZATION + "\",\"permissions\":[\"integrations:create\","
                        + "\"integrations:read\",\"integrations:update\",\"integrations:delete\"],\"iat\":" + now
                        + ",\"exp\":" + (now + 86_400) + "}")
                .getBytes(StandardCharsets.US_ASCII));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signature = mac.doFinal((header + "." + claims).getBytes(StandardCharsets.US_ASCII));
            return header + "." + claims + "." + base64(signature);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JVM has HmacSHA256", impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @return megabytes that are resident now, of the hub's own process without PostgreSQL */
    double residentMegabytes() throws IOException {
        return statusMegabytes("VmRSS");
    }

    /** @return the most that ever was resident */
    double peakMegabytes() throws IOException {
        return statusMegabytes("VmHWM");
    }

    private double statusMegabytes(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
