package dev.serai.provider.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * What the stand-in says to a call.
 *
 * @param status the HTTP status
 * @param headers the headers, without those about the body's length
 * @param body the body; empty for none
 */
public record Answer(int status, Map<String, String> headers, byte[] body) {

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json; charset=UTF-8");

    public static Answer json(int status, JsonNode body) {
        return new Answer(status, JSON, bytes(body.toString()));
    }

    /** @return an answer with JSON given as text, which need not be any */
    public static Answer text(int status, String body) {
        return new Answer(status, body.isEmpty() ? Map.of() : JSON, bytes(body));
    }

    public static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    public static Answer page(int status, String text) {
        return new Answer(
                status,
                Map.of("Content-Type", "text/html; charset=UTF-8"),
                bytes("<!doctype html><title>" + text + "</title><p>" + text + "</p>"));
    }

    public static Answer redirect(String location) {
        return new Answer(302, Map.of("Location", location), new byte[0]);
    }

    public static Answer oauthError(int status, String error, String description) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("error", error).put("error_description", description);
        return json(status, body);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public Answer with(Map<String, String> headers) {
        Map<String, String> more = new HashMap<>(this.headers);
        more.putAll(headers);
        return new Answer(status, Map.copyOf(more), body);
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, Map.copyOf(more), body);
    }

    /** @return the same answer, packed when the caller takes it so */
    Answer packedFor(Call call) {
        String accepted = call.header("Accept-Encoding");
        if (body.length == 0 || accepted == null || !accepted.contains("gzip")) {
            return this;
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Answer(status, headers, packed.toByteArray()).with("Content-Encoding", "gzip");
    }

    /** @return the same answer with half of its body: no JSON any more */
    Answer cutShort() {
        byte[] half = body.length == 0 ? bytes("{\"kind\":") : Arrays.copyOf(body, Math.max(1, body.length / 2));
        return new Answer(body.length == 0 ? 200 : status, headers.isEmpty() ? JSON : headers, half);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
