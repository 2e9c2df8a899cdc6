package dev.serai.platform.management;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Ends a browser's session. Hawtio goes here as to a page, and wants to be sent to its login. */
final class LogoutServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Sessions sessions;

    LogoutServlet(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        end(request, response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        end(request, response);
    }

    private void end(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SessionCookies.id(request).ifPresent(sessions::end);
        SessionCookies.take(request, response);
        // Relative, because a proxy may have put the page elsewhere.
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", "../login");
    }
}
