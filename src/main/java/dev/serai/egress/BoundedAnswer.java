package dev.serai.egress;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
final class BoundedAnswer implements AsyncResponseConsumer<OutboundBytes> {

    private final int limit;
    private final Room room;
    private final CompletableFuture<OutboundBytes> answered;
    private byte[] body = new byte[0];
    private int length;
    private int status;
    private Map<String, String> headers = Map.of();
    private FutureCallback<OutboundBytes> callback;

    /**
     * @param limit how many bytes of the body are read
     * @param room where they may be kept
     * @param answered completed at once when the rest is not wanted: the limit is reached, or there is no room
     */
    BoundedAnswer(int limit, Room room, CompletableFuture<OutboundBytes> answered) {
        this.limit = limit;
        this.room = room;
        this.answered = answered;
    }

    @Override
    public void consumeResponse(
            HttpResponse response,
            EntityDetails entity,
            HttpContext context,
            FutureCallback<OutboundBytes> resultCallback) {
        status = response.getCode();
        headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            String name = header.getName().toLowerCase(Locale.ROOT);
            headers.merge(
                    name,
                    header.getValue(),
                    // Cookies can't be told apart when commas join them (RFC 6265, section 3).
                    (first, next) -> name.equals("set-cookie") ? first + "\n" + next : first);
        }
        callback = resultCallback;
        if (entity == null) {
            callback.completed(answer(true));
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
            grow(Math.min(limit, Math.max(length + wanted, 2 * body.length)));
        }
        if (length + wanted <= body.length) {
            source.get(body, length, wanted);
            length += wanted;
            if (source.hasRemaining()) {
                answered.complete(answer(false));
            }
        }
        source.position(source.limit());
    }

    private void grow(int size) {
        if (answered.isDone()) {
            return;
        }
        if (room.take(size - body.length)) {
            body = Arrays.copyOf(body, size);
        } else {
            answered.completeExceptionally(
                    new OutboundFailure(OutboundFailure.Kind.NO_ROOM, "Too many large answers at once"));
        }
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) {
        callback.completed(answer(true));
    }

    @Override
    public void failed(Exception cause) {
        // The client tells the failure to who asked.
    }

    @Override
    public void releaseResources() {
        body = new byte[0];
    }

    private OutboundBytes answer(boolean whole) {
        return new OutboundBytes(status, headers, length == body.length ? body : Arrays.copyOf(body, length), whole);
    }
}
