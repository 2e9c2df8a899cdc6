package dev.serai.sync.appointment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads appointment events as a product sends them (requirement document 001), and writes them in the same form. */
@Component
public class ProductEvents {

    /** An appointment is new. */
    public static final String CREATED = "appointment.created";

    /** An appointment has changed, or takes place again after all. */
    public static final String UPDATED = "appointment.updated";

    /** An appointment does not take place. */
    public static final String CANCELLED = "appointment.cancelled";

    private static final Set<String> KINDS = Set.of(CREATED, UPDATED, CANCELLED);
    private static final Set<String> CANCELLED_WORDS = Set.of("cancelled", "canceled");
    private static final String USUAL_STATUS = "scheduled";
    private static final int LONGEST_ID = 1_100;
    private static final BigDecimal LONGEST_MINUTES =
            BigDecimal.valueOf(Duration.ofDays(366).toMinutes());
    private static final BigDecimal SECONDS_A_MINUTE = BigDecimal.valueOf(60);
    private static final List<AppointmentField> TEXTS = List.of(
            AppointmentField.CUSTOMER_ID,
            AppointmentField.CUSTOMER_NAME,
            AppointmentField.CUSTOMER_PHONE,
            AppointmentField.CUSTOMER_EMAIL,
            AppointmentField.STATUS,
            AppointmentField.NOTES,
            AppointmentField.TITLE,
            AppointmentField.DESCRIPTION);
    private static final Set<AppointmentField> OWN_WORDS = Set.of(AppointmentField.TITLE, AppointmentField.DESCRIPTION);
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final ObjectMapper json;

    ProductEvents(ObjectMapper json) {
        this.json = json;
    }

    /** @return whether events of this type are carried over to calendars */
    public static boolean isCarriedOver(String type) {
        return KINDS.contains(type);
    }

    /**
     * Reads an event.
     *
     * @param data its data, a JSON object as text
     * @param at when it happened
     * @throws UnusableEvent saying what is missing or malformed
     */
    public ProductChange read(String type, String data, Instant at) {
        JsonNode fields = parsed(data);
        Map<AppointmentField, Optional<String>> mentioned = new EnumMap<>(AppointmentField.class);
        for (AppointmentField field : TEXTS) {
            mention(mentioned, field, fields, ProductEvents::text);
        }
        mention(mentioned, AppointmentField.SCHEDULED_AT, fields, ProductEvents::instant);
        mention(mentioned, AppointmentField.DURATION, fields, ProductEvents::duration);
        ProductChange.Kind kind = kind(type);
        if (mentioned
                .getOrDefault(AppointmentField.STATUS, Optional.empty())
                .filter(status -> CANCELLED_WORDS.contains(status.toLowerCase(Locale.ROOT)))
                .isPresent()) {
            kind = ProductChange.Kind.CANCELLED;
        }
        if (kind == ProductChange.Kind.CANCELLED) {
            // That it is cancelled is known apart; how it stood before stays.
            mentioned.remove(AppointmentField.STATUS);
        }
        return new ProductChange(kind, id(fields), providerEventId(fields), at, mentioned);
    }

    private JsonNode parsed(String data) {
        try {
            return json.readTree(data);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the data of an event is no JSON");
        }
    }

    private static ProductChange.Kind kind(String type) {
        return switch (type) {
            case CREATED -> ProductChange.Kind.CREATED;
            case UPDATED -> ProductChange.Kind.UPDATED;
            case CANCELLED -> ProductChange.Kind.CANCELLED;
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static String id(JsonNode fields) {
        JsonNode id = fields.path("id");
        String text = id.isTextual() || id.isIntegralNumber() ? id.asText() : "";
        if (text.isBlank()) {
            throw new UnusableEvent("it has no id");
        }
        if (text.length() > LONGEST_ID || text.chars().anyMatch(Character::isISOControl)) {
            throw new UnusableEvent("its id must have 1 to " + LONGEST_ID + " visible characters");
        }
        return text;
    }

    private static @Nullable String providerEventId(JsonNode fields) {
        JsonNode id = fields.path("googleEventId");
        return id.isTextual() && id.asText().matches("[a-zA-Z0-9_-]{1,1024}") ? id.asText() : null;
    }

    /** Reads one value; null can't come in. */
    private interface Reading {
        String of(String name, JsonNode value);
    }

    private static void mention(
            Map<AppointmentField, Optional<String>> mentioned,
            AppointmentField field,
            JsonNode fields,
            Reading reading) {
        JsonNode value = fields.get(field.word());
        if (value != null) {
            boolean nothing = value.isNull()
                    // A person may have emptied the title or the text, which is not the same as having none of their
                    // own.
                    || value.asText().isEmpty() && value.isTextual() && !OWN_WORDS.contains(field);
            mentioned.put(field, nothing ? Optional.empty() : Optional.of(reading.of(field.word(), value)));
        }
    }

    private static String text(String name, JsonNode value) {
        if (!value.isValueNode()) {
            throw new UnusableEvent("its " + name + " is not a text");
        }
        return value.asText();
    }

    private static String instant(String name, JsonNode value) {
        try {
            // As precise as it is written, so that a product that sends back what it got changes nothing.
            Instant moment = OffsetDateTime.parse(value.asText()).toInstant().truncatedTo(ChronoUnit.MILLIS);
            int year = moment.atOffset(ZoneOffset.UTC).getYear();
            if (year >= 1 && year <= 9_999) {
                return moment.toString();
            }
        } catch (DateTimeException malformed) {
            // Told below, like a year that no calendar has.
        }
        throw new UnusableEvent("its " + name + " is not a time like 2025-12-23T14:00:00.000Z");
    }

    private static String duration(String name, JsonNode value) {
        try {
            BigDecimal minutes = new BigDecimal(value.asText());
            if (minutes.signum() >= 0 && minutes.compareTo(LONGEST_MINUTES) <= 0) {
                return Duration.ofSeconds(minutes.multiply(SECONDS_A_MINUTE)
                                .setScale(0, RoundingMode.HALF_UP)
                                .longValueExact())
                        .toString();
            }
        } catch (NumberFormatException noNumber) {
            // Told below, like a number that is none of minutes.
        }
        throw new UnusableEvent("its " + name + " is not a number of minutes up to a year");
    }

    /**
     * Writes an appointment as a product gets it, every field of it, because a receiver may have missed what came before.
     *
     * @param providerEventId the calendar's id of it
     * @param source the provider that it comes from
     * @param at when it was changed
     */
    public ObjectNode data(
            String appointmentId, @Nullable String providerEventId, String source, AppointmentState state, Instant at) {
        ObjectNode data = json.createObjectNode();
        data.put("id", appointmentId);
        for (AppointmentField field : AppointmentField.values()) {
            data.put(field.word(), state.values().get(field));
        }
        data.put(
                AppointmentField.SCHEDULED_AT.word(),
                state.scheduledAt().map(MILLISECONDS::format).orElse(null));
        data.put(AppointmentField.DURATION.word(), minutes(state.duration()));
        data.put(
                AppointmentField.STATUS.word(),
                state.cancelled()
                        ? "cancelled"
                        : state.value(AppointmentField.STATUS).orElse(USUAL_STATUS));
        if (state.cancelled()) {
            data.put("cancelledAt", MILLISECONDS.format(at));
            data.putNull("reason");
        }
        data.put("googleEventId", providerEventId);
        data.put("source", source);
        return data;
    }

    private static BigDecimal minutes(Duration duration) {
        BigDecimal minutes = BigDecimal.valueOf(duration.toSeconds()).divide(SECONDS_A_MINUTE, 4, RoundingMode.HALF_UP);
        return minutes.stripTrailingZeros().scale() <= 0 ? minutes.setScale(0) : minutes.stripTrailingZeros();
    }
}
