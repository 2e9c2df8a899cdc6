package dev.serai.provider.google;

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
import org.jspecify.annotations.Nullable;

/**
 * What the stand-in says to a call.
 *
 * @param status the HTTP status
 * @param headers the headers, without those about the body's length
 * @param body the body; empty for none
 */
record Answer(int status, Map<String, String> headers, byte[] body) {

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json; charset=UTF-8");

    private static final String INVALID_TOKEN =
            "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\"";

    static Answer json(int status, JsonNode body) {
        return new Answer(status, JSON, bytes(body.toString()));
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    static Answer page(int status, String text) {
        return new Answer(
                status,
                Map.of("Content-Type", "text/html; charset=UTF-8"),
                bytes("<!doctype html><title>" + text + "</title><p>" + text + "</p>"));
    }

    static Answer redirect(String location) {
        return new Answer(302, Map.of("Location", location), new byte[0]);
    }

    static Answer oauthError(int status, String error, String description) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("error", error).put("error_description", description);
        return json(status, body);
    }

    static Answer apiError(
            int status,
            String domain,
            String reason,
            String message,
            @Nullable String locationType,
            @Nullable String location) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode error = body.putObject("error");
        error.put("code", status).put("message", message);
        ObjectNode detail = error.putArray("errors").addObject();
        detail.put("domain", domain).put("reason", reason).put("message", message);
        if (location != null) {
            detail.put("locationType", locationType).put("location", location);
        }
        String name =
                switch (status) {
                    case 400 -> "INVALID_ARGUMENT";
                    case 401 -> "UNAUTHENTICATED";
                    case 403 -> "PERMISSION_DENIED";
                    case 404 -> "NOT_FOUND";
                    case 409 -> "ALREADY_EXISTS";
                    case 412 -> "FAILED_PRECONDITION";
                    case 429 -> "RESOURCE_EXHAUSTED";
                    case 500 -> "INTERNAL";
                    case 503 -> "UNAVAILABLE";
                    default -> null;
                };
        if (name != null) {
            error.put("status", name);
        }
        Answer answer = json(status, body);
        return status == 401 ? answer.with("WWW-Authenticate", INVALID_TOKEN) : answer;
    }

    Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, Map.copyOf(more), body);
    }

    /** @return the same answer, packed when the caller takes it so, as Google does */
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
