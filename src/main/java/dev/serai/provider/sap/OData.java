package dev.serai.provider.sap;

import dev.serai.refusal.Invalid;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * Writes values into addresses of OData V2 so that they stay values, and reads its moments. A literal is written with its
 * kind; a quote in it is doubled, and the whole is percent-encoded where it goes into an address.
 */
final class OData {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,9})?");
    private static final Pattern DATE = Pattern.compile("/Date\\((-?[0-9]{1,15})([+-][0-9]{4})?\\)/");

    private OData() {}

    /**
     * @param field where the caller wrote it
     * @return the name of an entity set or of a property
     * @throws Invalid when it can't be one
     */
    static String name(String field, String text) {
        if (!isName(text)) {
            throw new Invalid(field, "must be a name of SAP's, such as A_BusinessPartner");
        }
        return text;
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** @throws Invalid when it has control characters */
    static String text(String field, String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new Invalid(field, "must not contain control characters");
        }
        return "'" + text.replace("'", "''") + "'";
    }

    /**
     * @param text a moment in ISO 8601, or a date: its beginning in UTC
     * @throws Invalid when it is none
     */
    static String dateTime(String field, String text) {
        return dateTime(moment(field, text));
    }

    static String dateTime(Instant moment) {
        return "datetime'" + local(moment) + "'";
    }

    /** The same, for properties that have a time zone. */
    static String dateTimeOffset(String field, String text) {
        return "datetimeoffset'" + local(moment(field, text)) + "Z'";
    }

    private static String local(Instant moment) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                moment.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
    }

    private static Instant moment(String field, String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException malformed) {
            throw new Invalid(field, "must be a moment such as 2026-05-17T13:00:00Z, or a date");
        }
    }

    /** @throws Invalid when it is none */
    static String guid(String field, String text) {
        try {
            return "guid'" + UUID.fromString(text) + "'";
        } catch (IllegalArgumentException malformed) {
            throw new Invalid(field, "must be an id such as 00163e0e-46c1-1ed6-9b8e-5a8b0c5c5c5c");
        }
    }

    /** @throws Invalid when it is none */
    static String number(String field, String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new Invalid(field, "must be a number");
        }
        return new BigDecimal(text).toPlainString();
    }

    /** @throws Invalid when it is neither */
    static String truth(String field, String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new Invalid(field, "must be true or false");
        }
        return text;
    }

    /** @return a text as it stands in an address */
    static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * Reads a moment, which SAP mostly writes in two properties.
     *
     * @param date such as {@code /Date(1700000000000)/}
     * @param time such as {@code PT14H33M20S}; null: the beginning of the day
     * @return empty when there is none
     */
    static Optional<Instant> read(String date, @Nullable String time) {
        Matcher parts = DATE.matcher(date);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Instant day = Instant.ofEpochMilli(Long.parseLong(parts.group(1)));
        try {
            return Optional.of(time == null || time.isEmpty() ? day : day.plus(Duration.parse(time)));
        } catch (DateTimeException malformed) {
            return Optional.of(day);
        }
    }
}
