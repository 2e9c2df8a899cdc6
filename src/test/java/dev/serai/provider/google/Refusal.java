package dev.serai.provider.google;

import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Refused;
import org.jspecify.annotations.Nullable;

/** A call that is refused, with the answer that says so. */
final class Refusal extends Refused {

    private static final long serialVersionUID = 1;

    private Refusal(String message, Answer answer) {
        super(message, answer);
    }

    static Refusal api(int status, String reason, String message) {
        return api(status, "global", reason, message, null, null);
    }

    static Refusal parameter(int status, String domain, String reason, String message, String parameter) {
        return api(status, domain, reason, message, "parameter", parameter);
    }

    static Refusal header(int status, String reason, String message, String header) {
        return api(status, "global", reason, message, "header", header);
    }

    static Refusal invalid(String message) {
        return api(400, "invalid", message);
    }

    static Refusal notFound() {
        return api(404, "notFound", "Not Found");
    }

    static Refusal mailNotFound() {
        return api(404, "notFound", "Requested entity was not found.");
    }

    static Refusal credentials() {
        return header(401, "authError", "Invalid Credentials", "Authorization");
    }

    static Refusal oauth(int status, String error, String description) {
        return new Refusal(error + ": " + description, Answer.oauthError(status, error, description));
    }

    private static Refusal api(
            int status,
            String domain,
            String reason,
            String message,
            @Nullable String locationType,
            @Nullable String location) {
        return new Refusal(
                status + " " + reason + ": " + message,
                GoogleErrors.apiError(status, domain, reason, message, locationType, location));
    }
}
