package dev.serai.api.edge;

import dev.serai.refusal.BadAnswer;
import dev.serai.refusal.Conflict;
import dev.serai.refusal.Forbidden;
import dev.serai.refusal.Invalid;
import dev.serai.refusal.NotFound;
import dev.serai.refusal.Refusal;
import dev.serai.refusal.TooLarge;
import dev.serai.refusal.TooManyRequests;
import dev.serai.refusal.Unauthorized;
import dev.serai.refusal.Unavailable;

/** What a refusal is in HTTP (RFC 9110, section 15.5); how it reads is the contract's. */
final class RefusedCall {

    private RefusedCall() {}

    static Answer answer(Dialect dialect, Refusal refusal) {
        if (refusal instanceof Invalid invalid) {
            return dialect.invalid(invalid);
        }
        Answer answer = dialect.error(status(refusal), refusal.getMessage());
        if (refusal instanceof Unauthorized) {
            return answer.with("WWW-Authenticate", "Bearer");
        }
        if (refusal instanceof TooManyRequests limited) {
            return answer.with("Retry-After", Long.toString(limited.retrySeconds()));
        }
        return refusal instanceof Unavailable unavailable
                ? answer.with("Retry-After", Long.toString(unavailable.retrySeconds()))
                : answer;
    }

    private static int status(Refusal refusal) {
        if (refusal instanceof Unauthorized) {
            return 401;
        }
        if (refusal instanceof Forbidden) {
            return 403;
        }
        if (refusal instanceof NotFound) {
            return 404;
        }
        if (refusal instanceof Conflict) {
            return 409;
        }
        if (refusal instanceof TooLarge) {
            return 413;
        }
        if (refusal instanceof TooManyRequests) {
            return 429;
        }
        if (refusal instanceof BadAnswer) {
            return 502;
        }
        return refusal instanceof Unavailable ? 503 : 400;
    }
}
