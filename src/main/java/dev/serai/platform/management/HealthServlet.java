package dev.serai.platform.management;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.springframework.boot.actuate.health.Status;
import org.springframework.http.MediaType;

/** Answers a probe: 200 when the hub is as asked, 503 otherwise. */
final class HealthServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Supplier<Status> question;

    HealthServlet(Supplier<Status> question) {
        this.question = question;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Status status = question.get();
        response.setStatus(status.equals(Status.UP) ? 200 : 503);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        byte[] body = ("{\"status\":\"" + status.getCode() + "\"}").getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
