package dev.serai.refusal;

/**
 * A request that the hub refuses for a reason its caller can act on. The message goes to the caller as it is, so it
 * never holds a secret. Anything that is not a refusal is a fault of ours and is answered without detail.
 */
public abstract sealed class Refusal extends RuntimeException
        permits BadAnswer,
                Conflict,
                Forbidden,
                Invalid,
                NotFound,
                NotDone,
                TooLarge,
                TooManyRequests,
                Unauthorized,
                Unavailable {

    private static final long serialVersionUID = 1L;

    Refusal(String message) {
        // A refusal is an answer, not a fault: a stack trace would only cost time.
        super(message, null, false, false);
    }
}
