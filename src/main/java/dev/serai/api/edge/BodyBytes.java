package dev.serai.api.edge;

import dev.serai.refusal.TooLarge;
import dev.serai.refusal.Unavailable;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Reads requests' bodies within bounds: each has a largest size, and all large ones together get no more memory than is
 * set aside for them, so that many at once wait instead of exhausting the hub.
 */
@Component
class BodyBytes {

    private static final int SMALL = 64 * 1024;
    private static final int PATIENCE_SECONDS = 10;

    private final int limit;
    private final Semaphore budget;

    BodyBytes(ApiProperties properties) {
        this.limit = (int) properties.bodyLimit().toBytes();
        this.budget = new Semaphore((int) properties.bodyBudget().toBytes(), true);
    }

    /**
     * Reads a body and works with it; its memory counts until the work is done.
     *
     * @param work gets the bytes; empty when there is no body
     * @return what the work returns
     * @throws TooLarge when it is over the limit
     * @throws Unavailable when too many large ones are under way
     */
    <T> T with(HttpServletRequest request, Function<byte[], T> work) throws IOException {
        long declared = request.getContentLengthLong();
        if (declared > limit) {
            throw tooLarge();
        }
        if (declared >= 0 && declared <= SMALL) {
            return work.apply(request.getInputStream().readNBytes((int) declared));
        }
        int permits = declared < 0 ? limit : (int) declared;
        acquire(permits);
        try {
            byte[] body = request.getInputStream().readNBytes(limit + 1);
            if (body.length > limit) {
                throw tooLarge();
            }
            return work.apply(body);
        } finally {
            budget.release(permits);
        }
    }

    private void acquire(int permits) {
        try {
            if (!budget.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new Unavailable("Too many large requests at once, try again in a few seconds");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Unavailable("The hub is stopping; send the request again");
        }
    }

    private TooLarge tooLarge() {
        return new TooLarge("The request's body must have at most " + limit + " bytes");
    }
}
