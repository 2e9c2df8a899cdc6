package dev.serai.webhook.delivery;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.serai.event.EventTime;
import dev.serai.tenancy.TenantKind;
import dev.serai.webhook.PayloadForm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a receiver gets of an event: the same bytes at every attempt. */
final class WebhookBody {

    private static final JsonStringEncoder QUOTED = JsonStringEncoder.getInstance();

    private WebhookBody() {}

    /**
     * Renders the body.
     *
     * @param data a JSON object as text
     */
    static byte[] render(
            PayloadForm form, String event, Instant occurredAt, TenantKind kind, String tenant, String data) {
        return form == PayloadForm.PLAIN
                ? plain(event, occurredAt, data)
                : namingTheTenant(event, occurredAt, kind, tenant, data);
    }

    private static byte[] plain(String event, Instant occurredAt, String data) {
        return new StringBuilder(data.length() + 100)
                .append("{\"event\":\"")
                .append(QUOTED.quoteAsString(event))
                .append("\",\"timestamp\":\"")
                .append(EventTime.withMillis(occurredAt))
                .append("\",\"data\":")
                .append(data)
                .append('}')
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] namingTheTenant(
            String event, Instant occurredAt, TenantKind kind, String tenant, String data) {
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
