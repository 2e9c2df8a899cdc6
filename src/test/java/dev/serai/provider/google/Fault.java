package dev.serai.provider.google;

/** What can go wrong with a call. */
public enum Fault {
    /** 401 authError, though the token is good. */
    UNAUTHORIZED(401, "global", "authError", "Invalid Credentials"),
    /** 403 rateLimitExceeded. */
    RATE_LIMIT(403, "usageLimits", "rateLimitExceeded", "Rate Limit Exceeded"),
    /** 403 userRateLimitExceeded. */
    USER_RATE_LIMIT(403, "usageLimits", "userRateLimitExceeded", "User Rate Limit Exceeded"),
    /** 403 quotaExceeded. */
    QUOTA(403, "usageLimits", "quotaExceeded", "Calendar usage limits exceeded."),
    /** 403 insufficientPermissions. */
    INSUFFICIENT_PERMISSIONS(403, "global", "insufficientPermissions", "Insufficient Permission"),
    /** 404 notFound. */
    NOT_FOUND(404, "global", "notFound", "Not Found"),
    /** 410 deleted. */
    DELETED(410, "global", "deleted", "Resource has been deleted"),
    /** 410 fullSyncRequired. */
    FULL_SYNC_REQUIRED(410, "calendar", "fullSyncRequired", "Sync token is no longer valid, a full sync is required."),
    /** 412 conditionNotMet. */
    CONDITION_NOT_MET(412, "global", "conditionNotMet", "Precondition Failed"),
    /** 429 rateLimitExceeded, with {@code Retry-After: 1}. */
    TOO_MANY_REQUESTS(429, "usageLimits", "rateLimitExceeded", "Too many requests"),
    /** 500 backendError. */
    BACKEND_ERROR(500, "global", "backendError", "Backend Error"),
    /** 503 backendError. */
    UNAVAILABLE(503, "global", "backendError", "Backend Error"),
    /** The call is done, and its answer is cut in half: no JSON. */
    GARBAGE,
    /** The call is done, and its answer comes byte by byte, in its whole length, slowly. */
    DRIP,
    /** The call is done, and the connection ends without an answer. */
    LOST_ANSWER,
    /** Nothing is done, and the connection ends without an answer. */
    CLOSED,
    /** Nothing is done, and no answer comes until the stand-in is closed. */
    HANG;

    private final int status;
    private final String domain;
    private final String reason;
    private final String message;

    Fault() {
        this(0, "", "", "");
    }

    Fault(int status, String domain, String reason, String message) {
        this.status = status;
        this.domain = domain;
        this.reason = reason;
        this.message = message;
    }

    boolean isError() {
        return status > 0;
    }

    Answer answer(Call call) {
        Answer answer;
        if (call.isCalendar()) {
            answer = Answer.apiError(status, domain, reason, message, null, null);
        } else if (status == 401) {
            answer = Answer.oauthError(401, "invalid_client", "Unauthorized");
        } else {
            answer = Answer.oauthError(status, status >= 500 ? "internal_failure" : "rate_limit_exceeded", message);
        }
        return status == 429 ? answer.with("Retry-After", "1") : answer;
    }
}
