package dev.serai.egress;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Reads an answer, but of its body no more than the limit: what is over it is never taken off the wire. The answer is
 * given out as soon as it is complete or the limit is reached.
 */
final class BoundedAnswer implements AsyncResponseConsumer<OutboundResponse> {

    private final int limit;
    private final java.util.function.Consumer<OutboundResponse> onCut;
    private byte[] body = new byte[0];
    private int length;
    private int status;
    private Map<String, String> headers = Map.of();
    private FutureCallback<OutboundResponse> callback;

    /** @param onCut told when the limit is reached and the rest is not wanted */
    BoundedAnswer(int limit, java.util.function.Consumer<OutboundResponse> onCut) {
        this.limit = limit;
        this.onCut = onCut;
    }

    @Override
    public void consumeResponse(
            HttpResponse response,
            EntityDetails entity,
            HttpContext context,
            FutureCallback<OutboundResponse> resultCallback) {
        status = response.getCode();
        headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        callback = resultCallback;
        if (entity == null) {
            callback.completed(answer());
        }
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {
        // An interim answer (RFC 9110, section 15.2) says nothing about the outcome.
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws java.io.IOException {
        channel.update(Math.max(limit - length, 0) + 1);
    }

    @Override
    public void consume(ByteBuffer source) {
        int wanted = Math.min(source.remaining(), limit - length);
        if (length + wanted > body.length) {
            body = java.util.Arrays.copyOf(body, Math.min(limit, Math.max(length + wanted, 2 * body.length)));
        }
        source.get(body, length, wanted);
        length += wanted;
        if (source.hasRemaining()) {
            onCut.accept(answer());
        }
        source.position(source.limit());
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) {
        callback.completed(answer());
    }

    @Override
    public void failed(Exception cause) {
        // The client tells the failure to who asked.
    }

    @Override
    public void releaseResources() {
        body = new byte[0];
    }

    private OutboundResponse answer() {
        // PostgreSQL keeps no NUL in a text; a character cut in two becomes the replacement sign.
        String text = new String(body, 0, length, StandardCharsets.UTF_8).replace('\0', '\ufffd');
        return new OutboundResponse(status, headers, text);
    }
}
