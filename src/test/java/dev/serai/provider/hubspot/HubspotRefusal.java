package dev.serai.provider.hubspot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Refused;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A call that HubSpot refuses, in the shape that it has for refusals. */
final class HubspotRefusal extends Refused {

    private static final long serialVersionUID = 1;

    private HubspotRefusal(String message, Answer answer) {
        super(message, answer);
    }

    static HubspotRefusal of(int status, String category, String message) {
        return new HubspotRefusal(category + ": " + message, Answer.json(status, error(category, message)));
    }

    static HubspotRefusal invalid(String message) {
        return of(400, "VALIDATION_ERROR", message);
    }

    static HubspotRefusal invalidProperty(String message, String code) {
        ObjectNode body = error("VALIDATION_ERROR", "Property values were not valid: " + message);
        body.putArray("errors").addObject().put("message", message).put("code", code);
        return new HubspotRefusal(code + ": " + message, Answer.json(400, body));
    }

    static HubspotRefusal notFound() {
        return of(404, "OBJECT_NOT_FOUND", "resource not found");
    }

    static HubspotRefusal expired() {
        return of(
                401,
                "EXPIRED_AUTHENTICATION",
                "The OAuth token used to make this call expired 12 second(s) ago. Refresh the token and try again.");
    }

    static HubspotRefusal unknownToken() {
        return of(
                401,
                "INVALID_AUTHENTICATION",
                "Authentication credentials not found. This API supports OAuth 2.0 authentication.");
    }

    static HubspotRefusal missingScopes(List<String> scopes) {
        ObjectNode body = error(
                "MISSING_SCOPES",
                "This app hasn't been granted all required scopes to make this call. Read more about required scopes"
                        + " here: https://developers.hubspot.com/scopes.");
        ObjectNode detail = body.putArray("errors").addObject();
        detail.put("message", "One or more of the following scopes are required.");
        scopes.forEach(detail.putObject("context").putArray("requiredGranularScopes")::add);
        return new HubspotRefusal("MISSING_SCOPES", Answer.json(403, body));
    }

    /** Of the token endpoint: RFC 6749's words, and HubSpot's older ones beside them. */
    static HubspotRefusal token(String error, String status, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("error", error)
                .put("error_description", message)
                .put("status", status)
                .put("message", message);
        body.put("correlationId", UUID.randomUUID().toString());
        return new HubspotRefusal(status, Answer.json(400, body));
    }

    static HubspotRefusal tooFast(String policy) {
        ObjectNode body = error("RATE_LIMITS", "You have reached your " + policy.toLowerCase(Locale.ROOT) + " limit.");
        body.put("errorType", "RATE_LIMIT").put("policyName", policy).put("groupName", "publicapi:app:1");
        return new HubspotRefusal("RATE_LIMITS", Answer.json(429, body));
    }

    private static ObjectNode error(String category, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("status", "error");
        body.put("message", message);
        body.put("correlationId", UUID.randomUUID().toString());
        body.put("category", category);
        return body;
    }
}
