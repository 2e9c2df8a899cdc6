package dev.serai.platform.management;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.tenancy.Operator;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;

/** Tells Hawtio who is logged in. */
final class UserServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient ObjectMapper json;

    UserServlet(ObjectMapper json) {
        this.json = json;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Operator operator = PageServlet.operator(request);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(operator.name()));
    }
}
