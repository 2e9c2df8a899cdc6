package dev.serai.api.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** Puts answers on the wire: status, JSON, and only the headers that the answer itself names. */
@Component("answerWriter")
public class AnswerWriter {

    private final ObjectMapper json;

    AnswerWriter(ObjectMapper json) {
        this.json = json;
    }

    /** Makes an answer the exchange's message. Whatever headers have gathered on the way stay behind. */
    public void write(@Body Answer answer, Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        answer.headers().forEach(message::setHeader);
        if (answer.body() instanceof byte[] whole) {
            // Past Camel's own writer, which unpacks, packs and copies by what the headers say.
            exchange.getProperty(Call.PROPERTY, Call.class).passedOn().answer(whole, answer.contentType());
            message.setBody(null);
        } else if (answer.body() == null) {
            message.setBody(null);
        } else {
            message.setHeader(Exchange.CONTENT_TYPE, answer.contentType());
            message.setBody(bytes(answer));
        }
    }

    void write(Answer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        if (answer.body() != null) {
            byte[] body = bytes(answer);
            response.setContentType(answer.contentType());
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }

    private byte[] bytes(Answer answer) {
        try {
            return answer.body() instanceof StoredJson stored
                    ? stored.text().getBytes(StandardCharsets.UTF_8)
                    : json.writeValueAsBytes(answer.body());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer always becomes JSON", impossible);
        }
    }
}
