package dev.serai.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** A collector on loopback that takes traces by OTLP over HTTP and keeps the spans. */
public final class CollectorStandIn implements AutoCloseable {

    private final HttpServer server;
    private final List<Told> spans = new CopyOnWriteArrayList<>();

    public CollectorStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /**
     * A span that the collector was told of.
     *
     * @param parentId the span that it is a part of; empty: none
     * @param attributes what was noted of it
     */
    public record Told(
            String traceId,
            String spanId,
            String parentId,
            String name,
            Map<String, String> attributes,
            boolean failed) {}

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @return what it was told of, in the order in which it came */
    public List<Told> spans() {
        return List.copyOf(spans);
    }

    /** @return the spans with this name */
    public List<Told> named(String name) {
        return spans.stream().filter(span -> span.name().equals(name)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
                body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
            }
            // opentelemetry/proto/collector/trace/v1: resource_spans, their scope_spans, their spans.
            for (Wire.Field resource : Wire.read(body)) {
                for (Wire.Field scope : resource.fields(2)) {
                    scope.fields(2).forEach(span -> spans.add(span(span)));
                }
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static Told span(Wire.Field span) {
        Map<String, String> attributes = new TreeMap<>();
        for (Wire.Field attribute : span.fields(9)) {
            Wire.Field value = attribute.fields(2).get(0);
            attributes.put(
                    attribute.text(1), value.fields(1).isEmpty() ? Long.toString(value.number(3)) : value.text(1));
        }
        List<Wire.Field> status = span.fields(15);
        return new Told(
                hex(span, 1),
                hex(span, 2),
                hex(span, 4),
                span.text(5),
                attributes,
                !status.isEmpty() && status.get(0).number(3) == 2);
    }

    private static String hex(Wire.Field message, int number) {
        List<Wire.Field> found = message.fields(number);
        return found.isEmpty() ? "" : HexFormat.of().formatHex(found.get(0).bytes());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
