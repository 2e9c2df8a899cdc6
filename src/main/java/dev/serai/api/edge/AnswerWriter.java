package dev.serai.api.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
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
            passOn(whole, answer.contentType(), exchange);
        } else if (answer.body() == null) {
            message.setBody(null);
        } else {
            message.setHeader(Exchange.CONTENT_TYPE, answer.contentType());
            message.setBody(bytes(answer));
        }
    }

    /** Past Camel's own writer, which unpacks, packs and copies by what the headers say. */
    private static void passOn(byte[] body, String contentType, Exchange exchange) {
        HttpServletResponse response =
                exchange.getMessage(PlatformHttpMessage.class).getResponse();
        if (!(response instanceof WholeResponse whole)) {
            throw new IllegalStateException("bytes can only be answered to a request of a contract");
        }
        whole.take(body, contentType);
        exchange.getMessage().setBody(null);
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
