package dev.serai.provider.google;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.standin.Answer;
import org.jspecify.annotations.Nullable;

/** Google's shape of what went wrong. */
final class GoogleErrors {

    private static final String INVALID_TOKEN =
            "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\"";

    private GoogleErrors() {}

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
        Answer answer = Answer.json(status, body);
        return status == 401 ? answer.with("WWW-Authenticate", INVALID_TOKEN) : answer;
    }
}
