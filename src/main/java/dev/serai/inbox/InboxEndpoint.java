package dev.serai.inbox;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** {@code /inbox}: takes webhooks in, and shows them as a page or as JSON. Only there in development. */
@RestController
@ConditionalOnProperty("serai.inbox.enabled")
class InboxEndpoint {

    private static final int LONGEST_BODY = 64 * 1024;

    private final Inbox inbox;
    private final Clock clock;

    InboxEndpoint(Inbox inbox, Clock clock) {
        this.inbox = inbox;
        this.clock = clock;
    }

    @PostMapping("/inbox/{box}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void receive(@PathVariable String box, HttpServletRequest request) throws IOException {
        String body = new String(request.getInputStream().readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        inbox.add(new Inbox.Arrival(now, box, headers(request), body));
    }

    @GetMapping(path = "/inbox", produces = MediaType.APPLICATION_JSON_VALUE)
    List<Inbox.Arrival> all() {
        return inbox.newest("");
    }

    @GetMapping(path = "/inbox/{box}", produces = MediaType.APPLICATION_JSON_VALUE)
    List<Inbox.Arrival> box(@PathVariable String box) {
        return inbox.newest(box);
    }

    @DeleteMapping("/inbox")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void clear() {
        inbox.clear();
    }

    @GetMapping(path = "/inbox", produces = MediaType.TEXT_HTML_VALUE)
    String page() {
        StringBuilder page = new StringBuilder(
                """
                <!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2">
                <title>Serai inbox</title><style>
                body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
                article { border: 1px solid #8884; border-radius: .5rem; padding: .75rem 1rem; margin: 1rem 0; }
                h2 { font-size: 1rem; margin: 0; } time { color: #777; }
                pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .5rem 0 0; font-size: 13px; }
                </style></head><body><h1>Inbox</h1>
                """);
        List<Inbox.Arrival> arrivals = inbox.newest("");
        if (arrivals.isEmpty()) {
            page.append("<p>Nothing has arrived yet.</p>");
        }
        arrivals.forEach(arrival -> append(page, arrival));
        return page.append("</body></html>").toString();
    }

    private static void append(StringBuilder page, Inbox.Arrival arrival) {
        page.append("<article><h2>")
                .append(escaped(arrival.headers().getOrDefault("x-webhook-event", "(no event)")))
                .append("</h2><time>")
                .append(arrival.receivedAt())
                .append("</time> in ")
                .append(escaped(arrival.box()))
                .append("<pre>");
        arrival.headers().forEach((name, value) -> page.append(escaped(name + ": " + value))
                .append('\n'));
        page.append("</pre><pre>").append(escaped(arrival.body())).append("</pre></article>\n");
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new TreeMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name));
        }
        return headers;
    }
}
