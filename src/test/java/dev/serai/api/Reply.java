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
 * @param text the body
 */
record Reply(int status, HttpHeaders headers, String text) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Reply of(HttpResponse<String> response) {
        return new Reply(response.statusCode(), response.headers(), response.body());
    }

    JsonNode json() {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new AssertionError("No JSON: " + text, broken);
        }
    }

    /** @return a header, empty when it was not sent */
    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** @return the field's text */
    String text(String field) {
        return json().path(field).asText();
    }

    Reply expect(int wanted) {
        assertThat(status).as("%s", text).isEqualTo(wanted);
        return this;
    }
}
