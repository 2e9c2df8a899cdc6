package dev.serai.provider.outlook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Refused;
import java.util.UUID;

/** A call that is refused, in the form of Microsoft Graph or of Entra's token endpoint. */
final class GraphRefusal extends Refused {

    private static final long serialVersionUID = 1;

    private GraphRefusal(Answer answer) {
        super(answer);
    }

    static Answer error(int status, String code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode error = body.putObject("error").put("code", code).put("message", message);
        error.putObject("innerError")
                .put("date", "2026-05-01T10:00:00")
                .put("request-id", UUID.randomUUID().toString())
                .put("client-request-id", UUID.randomUUID().toString());
        return Answer.json(status, body);
    }

    static GraphRefusal graph(int status, String code, String message) {
        return new GraphRefusal(error(status, code, message));
    }

    static GraphRefusal badRequest(String message) {
        return graph(400, "BadRequest", message);
    }

    static GraphRefusal notFound() {
        return graph(404, "ErrorItemNotFound", "The specified object was not found in the store.");
    }

    static GraphRefusal unauthenticated(String message) {
        return graph(401, "InvalidAuthenticationToken", message);
    }

    /**
     * What the token endpoint says.
     *
     * @param number the number after AADSTS
     */
    static Answer tokenError(int status, String error, int number, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("error", error)
                .put(
                        "error_description",
                        "AADSTS" + number + ": " + message + " Trace ID: 0000aaaa-11bb-cccc-dd22-eeeeee333333 "
                                + "Correlation ID: aaaa0000-bb11-2222-33cc-444444dddddd Timestamp: 2026-05-01 10:00:00Z");
        body.putArray("error_codes").add(number);
        body.put("timestamp", "2026-05-01 10:00:00Z")
                .put("trace_id", "0000aaaa-11bb-cccc-dd22-eeeeee333333")
                .put("correlation_id", "aaaa0000-bb11-2222-33cc-444444dddddd")
                .put("error_uri", "https://login.microsoftonline.com/error?code=" + number);
        return Answer.json(status, body);
    }

    static GraphRefusal token(int status, String error, int number, String message) {
        return new GraphRefusal(tokenError(status, error, number, message));
    }
}
