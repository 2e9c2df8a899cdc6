package dev.serai.platform.management;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** What a browser keeps of a session: its id, out of reach of scripts, and the proof that Hawtio's script sends along. */
final class SessionCookies {

    /** Hawtio reads this name, as Angular's and Spring's scripts do. */
    private static final String PROOF = "XSRF-TOKEN";

    private SessionCookies() {}

    /** @return the id that the browser has sent; empty without one */
    static Optional<String> id(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        String name = name(request);
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    static void give(Sessions.Session session, HttpServletRequest request, HttpServletResponse response) {
        add(name(request), session.id(), true, Duration.ofSeconds(-1), request, response);
        add(PROOF, session.proof(), false, Duration.ofSeconds(-1), request, response);
    }

    static void take(HttpServletRequest request, HttpServletResponse response) {
        add(name(request), "", true, Duration.ZERO, request, response);
        add(PROOF, "", false, Duration.ZERO, request, response);
    }

    /** Browsers keep cookies by host and not by port: two hubs on one machine must not end each other's sessions. */
    private static String name(HttpServletRequest request) {
        return "serai-session-" + request.getLocalPort();
    }

    private static void add(
            String name,
            String value,
            boolean httpOnly,
            Duration age,
            HttpServletRequest request,
            HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, value)
                        .path("/")
                        .httpOnly(httpOnly)
                        .secure(request.isSecure() || "https".equals(request.getHeader("X-Forwarded-Proto")))
                        .sameSite("Strict")
                        .maxAge(age)
                        .build()
                        .toString());
    }
}
