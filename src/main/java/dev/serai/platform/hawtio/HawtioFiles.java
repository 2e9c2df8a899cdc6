package dev.serai.platform.hawtio;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves Hawtio's files out of its jar. They are the same for everybody and tell nothing of this hub, so nobody has to
 * log in for them; all that the page shows comes from Jolokia.
 */
final class HawtioFiles extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final String HOME = "/hawtio-static/";
    private static final Pattern FILE = Pattern.compile("/((?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_.-]+\\.([a-z0-9]+))");
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript",
            "css", "text/css",
            "html", "text/html",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "ttf", "font/ttf",
            "woff2", "font/woff2",
            "txt", "text/plain");

    // Monaco, which shows the routes' source, starts its workers from blobs and styles its elements one by one.
    private static final String POLICY = "default-src 'self'; script-src 'self'; worker-src 'self' blob:;"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self';"
            + " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /** What the page asks a server of Hawtio's own, and what this one says: it has no plug-ins, realms or other hosts. */
    private static final Map<String, String> ANSWERS = Map.of(
            "/plugin", "[]",
            "/keycloak/enabled", "false",
            "/auth/config", "{}",
            "/auth/config/session-timeout", "{\"timeout\":-1}",
            "/preset-connections", "[]",
            "/proxy/enabled", "false",
            "/hawtconfig.json",
                    """
                    {"branding":{"appName":"Serai","showAppName":true,"appLogoUrl":"img/hawtio-logo.svg"},
                     "login":{"title":"Serai","description":"Log in with a client's id and secret.","links":[]},
                     "about":{"title":"Serai","description":"The routes of this hub, shown by Hawtio."},
                     "disabledRoutes":["/connect","/runtime","/quartz","/springboot","/logs"]}
                    """);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Referrer-Policy", "same-origin");
        String path = request.getPathInfo();
        if (path == null) {
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", "/hawtio/");
            return;
        }
        String answer = ANSWERS.get(path);
        if (answer != null) {
            response.setContentType("application/json");
            response.getWriter().print(answer);
            return;
        }
        Matcher file = FILE.matcher(path);
        if (file.matches()) {
            send(file.group(1), TYPES.get(file.group(2)), response);
        } else {
            // What is no file is a view of the page's script.
            send("index.html", "text/html", response);
        }
    }

    private static void send(String name, @Nullable String type, HttpServletResponse response) throws IOException {
        try (InputStream file = type == null ? null : HawtioFiles.class.getResourceAsStream(HOME + name)) {
            if (file == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            response.setContentType(type);
            // The names of the scripts change with their content.
            response.setHeader(
                    "Cache-Control", name.startsWith("static/") ? "public, max-age=31536000, immutable" : "no-cache");
            file.transferTo(response.getOutputStream());
        }
    }
}
