package dev.serai.api.callnfy;

import java.util.Arrays;

/** The contract's words for what went wrong, each with what to do about it. */
enum ErrorCode {
    VALIDATION_FAILED(400, "Correct the request and send it again"),
    UNAUTHORIZED(
            401,
            "Send a token that holds in the Authorization header, or at a webhook URL its user's key in X-Callnfy-Key"),
    FORBIDDEN(403, "Use a token that may do this"),
    INTEGRATION_NOT_FOUND(404, "Look at GET /integrations/status for what is there"),
    METHOD_NOT_ALLOWED(405, "Use one of the methods that Allow names"),
    CONFLICT(409, "Look at what is there, then send another request"),
    PAYLOAD_TOO_LARGE(413, "Send less at once"),
    UNSUPPORTED_MEDIA_TYPE(415, "Send JSON, with Content-Type: application/json"),
    RATE_LIMITED(429, "Wait as long as Retry-After says"),
    INTERNAL_ERROR(500, "Try again; the hub's log has the cause"),
    SERVICE_UNAVAILABLE(503, "Wait as long as Retry-After says, then send the same request again");

    private final int status;
    private final String advice;

    ErrorCode(int status, String advice) {
        this.status = status;
        this.advice = advice;
    }

    String advice() {
        return advice;
    }

    /** @return the word for an HTTP status; for one without a word of its own, that of its class */
    static ErrorCode of(int status) {
        return Arrays.stream(values())
                .filter(code -> code.status == status)
                .findFirst()
                .orElse(status < 500 ? VALIDATION_FAILED : INTERNAL_ERROR);
    }
}
