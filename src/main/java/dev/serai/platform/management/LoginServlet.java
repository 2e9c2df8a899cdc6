package dev.serai.platform.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.refusal.Forbidden;
import dev.serai.refusal.Invalid;
import dev.serai.refusal.Refusal;
import dev.serai.tenancy.ClientCredentials;
import dev.serai.tenancy.Operator;
import dev.serai.tenancy.OperatorPermission;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;

/** Takes a client's id and secret from Hawtio's login page and begins a session. */
final class LoginServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(LoginServlet.class);
    private static final int LARGEST = 4096;

    private final transient Gate gate;
    private final transient Sessions sessions;
    private final transient ObjectMapper json;

    LoginServlet(Gate gate, Sessions sessions, ObjectMapper json) {
        this.gate = gate;
        this.sessions = sessions;
        this.json = json;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            if (Origin.isForeign(request)) {
                throw new Forbidden("The request comes from a page of another site");
            }
            ClientCredentials credentials = credentials(request);
            Operator operator = Gate.permitted(
                    gate.client(List.of(credentials), request.getRemoteAddr()), OperatorPermission.WATCH);
            SessionCookies.id(request).ifPresent(sessions::end);
            SessionCookies.give(sessions.begin(operator), request, response);
            LOG.info("Client {} logged in at the management port, from {}", operator.name(), request.getRemoteAddr());
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.getOutputStream().write(json.writeValueAsBytes(operator.name()));
        } catch (Refusal refusal) {
            Problem.write(refusal, request, response);
        }
    }

    private ClientCredentials credentials(HttpServletRequest request) throws IOException {
        // A form of another site can send many types of content, but never this one.
        String type = request.getContentType();
        if (type == null || !type.startsWith(MediaType.APPLICATION_JSON_VALUE)) {
            throw new Invalid("body", "Send username and password as JSON");
        }
        try {
            JsonNode body = json.readTree(request.getInputStream().readNBytes(LARGEST));
            return new ClientCredentials(
                    body.path("username").asText(), body.path("password").asText());
        } catch (JsonProcessingException broken) {
            throw new Invalid("body", "Send username and password as JSON");
        }
    }
}
