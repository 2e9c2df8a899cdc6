package dev.serai.platform.management;

import dev.serai.refusal.Forbidden;
import dev.serai.refusal.Refusal;
import dev.serai.refusal.TooManyRequests;
import dev.serai.refusal.Unauthorized;
import dev.serai.refusal.Unavailable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** Writes what went wrong as problem details (RFC 9457). */
final class Problem {

    private Problem() {}

    /** Answers a refusal. */
    static void write(Refusal refusal, HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpStatus status = HttpStatus.BAD_REQUEST;
        if (refusal instanceof Unauthorized) {
            status = HttpStatus.UNAUTHORIZED;
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"serai\"");
            if (!isAskedByAScript(request)) {
                response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"serai\", charset=\"UTF-8\"");
            }
        } else if (refusal instanceof Forbidden) {
            status = HttpStatus.FORBIDDEN;
        } else if (refusal instanceof TooManyRequests later) {
            status = HttpStatus.TOO_MANY_REQUESTS;
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(later.retrySeconds()));
        } else if (refusal instanceof Unavailable later) {
            status = HttpStatus.SERVICE_UNAVAILABLE;
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(later.retrySeconds()));
        }
        write(status, refusal.getMessage(), response);
    }

    /**
     * Answers with a status.
     *
     * @param detail a sentence of ours, without quotes
     */
    static void write(HttpStatus status, String detail, HttpServletResponse response) throws IOException {
        byte[] body = ("{\"type\":\"about:blank\",\"title\":\"" + status.getReasonPhrase() + "\",\"status\":"
                        + status.value() + ",\"detail\":\"" + detail + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** A browser would meet the challenge with a window of its own, over the page whose script has asked. */
    private static boolean isAskedByAScript(HttpServletRequest request) {
        String mode = request.getHeader("Sec-Fetch-Mode");
        return mode != null && !mode.equals("navigate");
    }
}
