package dev.serai.api.edge;

import dev.serai.refusal.TooLarge;
import dev.serai.refusal.Unavailable;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Reads requests' bodies within bounds: each has a largest size, and all that are not small get no more memory together
 * than is set aside for them and what they are read into, so that many at once wait instead of exhausting the hub.
 */
@Component
class BodyBytes {

    private static final String TAKEN = BodyBytes.class.getName();
    private static final int SMALL = 8 * 1024;
    private static final int PATIENCE_SECONDS = 10;

    // As measured with empty lists and objects, the worst there is; the bound on values is the most it can be.
    private static final int READ_INTO = 30;
    private static final int MOST_READ_INTO = 12 * 1024 * 1024;

    private final int limit;
    private final Semaphore budget;
    private final int whole;

    BodyBytes(ApiProperties properties) {
        this.limit = (int) properties.bodyLimit().toBytes();
        this.whole = (int) properties.bodyBudget().toBytes();
        this.budget = new Semaphore(whole, true);
    }

    /**
     * Reads a body. What it takes of the budget is held until {@link #giveBack}.
     *
     * @return the bytes; empty when there is no body
     * @throws TooLarge when it is over the limit
     * @throws Unavailable when too many large ones are under way
     */
    byte[] read(HttpServletRequest request) throws IOException {
        long declared = request.getContentLengthLong();
        if (declared > limit) {
            throw tooLarge();
        }
        InputStream sent = request.getInputStream();
        // Most end here, also when they are sent in chunks and don't say how long they are.
        byte[] begin = sent.readNBytes(SMALL);
        if (begin.length < SMALL || declared == SMALL) {
            return begin;
        }
        take(request, declared < 0 ? limit : (int) declared);
        ByteArrayOutputStream body = new ByteArrayOutputStream(declared < 0 ? 4 * SMALL : (int) declared);
        body.writeBytes(begin);
        byte[] next = new byte[SMALL];
        for (int length = sent.read(next); length >= 0; length = sent.read(next)) {
            if (body.size() + length > limit) {
                throw tooLarge();
            }
            body.write(next, 0, length);
        }
        return body.toByteArray();
    }

    /** Gives back what a request's body took of the budget, once its call is answered. */
    void giveBack(HttpServletRequest request) {
        if (request.getAttribute(TAKEN) instanceof Integer permits) {
            request.removeAttribute(TAKEN);
            budget.release(permits);
        }
    }

    private void take(HttpServletRequest request, int size) {
        long cost = 2L * size + Math.min((long) READ_INTO * size, MOST_READ_INTO);
        int permits = (int) Math.min(cost, whole);
        try {
            if (!budget.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new Unavailable("Too many large requests at once, try again in a few seconds");
            }
            request.setAttribute(TAKEN, permits);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Unavailable("The hub is stopping; send the request again");
        }
    }

    private TooLarge tooLarge() {
        return new TooLarge("The request's body must have at most " + limit + " bytes");
    }
}
