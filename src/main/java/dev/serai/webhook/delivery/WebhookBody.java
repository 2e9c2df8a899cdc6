package dev.serai.webhook.delivery;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.serai.tenancy.TenantKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The payload format of source 002: event, timestamp, whose it is, data. The same bytes at every attempt. */
final class WebhookBody {

    private static final JsonStringEncoder QUOTED = JsonStringEncoder.getInstance();

    private WebhookBody() {}

    /**
     * Renders the body.
     *
     * @param data a JSON object as text
     */
    static byte[] render(String event, Instant occurredAt, TenantKind kind, String tenant, String data) {
        return new StringBuilder(data.length() + 200)
                .append("{\"event\":\"")
                .append(QUOTED.quoteAsString(event))
                .append("\",\"timestamp\":\"")
                .append(occurredAt.truncatedTo(ChronoUnit.MILLIS))
                .append("\",\"")
                .append(kind == TenantKind.USER ? "userId" : kind.claim())
                .append("\":\"")
                .append(QUOTED.quoteAsString(tenant))
                .append("\",\"data\":")
                .append(data)
                .append('}')
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
