package dev.serai.provider.google;

import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.Fault;

/** What can go wrong with a call. */
public enum GoogleFault {
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
    GARBAGE(Fault.GARBAGE),
    /** The call is done, and its answer comes byte by byte, in its whole length, slowly. */
    DRIP(Fault.DRIP),
    /** The call is done, and the connection ends without an answer. */
    LOST_ANSWER(Fault.LOST_ANSWER),
    /** Nothing is done, and the connection ends without an answer. */
    CLOSED(Fault.CLOSED),
    /** Nothing is done, and no answer comes until the stand-in is closed. */
    HANG(Fault.HANG);

    private final Fault fault;

    GoogleFault(Fault fault) {
        this.fault = fault;
    }

    GoogleFault(int status, String domain, String reason, String message) {
        fault = Fault.answering(name(), call -> answer(call, status, domain, reason, message));
    }

    Fault fault() {
        return fault;
    }

    private static Answer answer(Call call, int status, String domain, String reason, String message) {
        Answer answer;
        if (GoogleCall.isCalendar(call) || GoogleCall.isGmail(call)) {
            answer = GoogleErrors.apiError(status, domain, reason, message, null, null);
        } else if (status == 401) {
            answer = Answer.oauthError(401, "invalid_client", "Unauthorized");
        } else {
            answer = Answer.oauthError(status, status >= 500 ? "internal_failure" : "rate_limit_exceeded", message);
        }
        return status == 429 ? answer.with("Retry-After", "1") : answer;
    }
}
