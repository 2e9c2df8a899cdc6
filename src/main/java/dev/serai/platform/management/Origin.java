package dev.serai.platform.management;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Whether a page of another site has sent a request through an operator's browser, which adds what it remembers. */
final class Origin {

    private Origin() {}

    /** @return true when the browser says that the hub's own page has sent it */
    static boolean isOurs(HttpServletRequest request) {
        return "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
    }

    /** @return true when the browser says so; programs that are no browser say nothing */
    static boolean isForeign(HttpServletRequest request) {
        // W3C Fetch Metadata: browsers send it to hosts they trust, which are https and localhost.
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && !origin.equals("null") ? !isOurs(origin, request) : origin != null;
    }

    private static boolean isOurs(String origin, HttpServletRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        return host != null && host.equalsIgnoreCase(authority(origin));
    }

    private static @Nullable String authority(String origin) {
        try {
            return new URI(origin).getAuthority();
        } catch (URISyntaxException unreadable) {
            return null;
        }
    }
}
