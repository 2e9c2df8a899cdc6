package dev.serai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

/**
 * What the hub answered.
 *
 * @param status the HTTP status
 */
public record Reply(int status, HttpHeaders headers, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Reply of(HttpResponse<String> response) {
        return new Reply(response.statusCode(), response.headers(), response.body());
    }

    public JsonNode json() {
        return parsed(body);
    }

    public static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new AssertionError("no JSON: " + json, broken);
        }
    }

    /** @return a header's value; empty when it was not sent */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** @return the text of a field of the body */
    public String text(String field) {
        return json().path(field).asText();
    }

    public Reply expect(int wanted) {
        assertThat(status).as("%s", body).isEqualTo(wanted);
        return this;
    }
}
