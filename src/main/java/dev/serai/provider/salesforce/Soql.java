package dev.serai.provider.salesforce;

import dev.serai.refusal.Invalid;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * Writes values into SOQL so that they stay values: a text between quotes with everything escaped that could end it, and
 * everything else only in the form that its kind has.
 */
final class Soql {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,79}");
    private static final Pattern PATH =
            Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,79}(\\.[A-Za-z][A-Za-z0-9_]{0,79}){0,4}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{15}([A-Za-z0-9]{3})?");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,9})?");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Soql() {}

    /**
     * @param field where the caller wrote it
     * @return the name of an object or of a field
     * @throws Invalid when it can't be one
     */
    static String name(String field, String text) {
        if (!NAME.matcher(text).matches()) {
            throw new Invalid(field, "must be a name of Salesforce's, such as Contact or Number__c");
        }
        return text;
    }

    /** @return whether it is a field's name, or leads to one over relations, such as {@code Account.Name} */
    static boolean isPath(String text) {
        return PATH.matcher(text).matches();
    }

    /**
     * @return a record's id
     * @throws Invalid when it can't be one
     */
    static String id(String field, String text) {
        if (!ID.matcher(text).matches()) {
            throw new Invalid(field, "must be an id of Salesforce's, of 15 or 18 letters and digits");
        }
        return text;
    }

    /**
     * @return a text between quotes
     * @throws Invalid when it has characters that no text of Salesforce's has
     */
    static String text(String field, String text) {
        return "'" + escaped(field, text) + "'";
    }

    /** @return what a text that contains this one is like, between quotes; its own wildcards are none */
    static String containing(String field, String text) {
        return "'%" + escaped(field, text).replace("%", "\\%").replace("_", "\\_") + "%'";
    }

    private static String escaped(String field, String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            switch (letter) {
                case '\\' -> escaped.append("\\\\");
                case '\'' -> escaped.append("\\'");
                case '"' -> escaped.append("\\\"");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case '\b' -> escaped.append("\\b");
                case '\f' -> escaped.append("\\f");
                default -> {
                    if (Character.isISOControl(letter)) {
                        throw new Invalid(field, "must not contain control characters");
                    }
                    escaped.append(letter);
                }
            }
        }
        return escaped.toString();
    }

    static String moment(Instant moment) {
        return MOMENT.format(moment);
    }

    /**
     * @param text a moment in ISO 8601, or a date: its beginning in UTC
     * @throws Invalid when it is none
     */
    static String moment(String field, String text) {
        try {
            return moment(
                    text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException malformed) {
            throw new Invalid(field, "must be a moment such as 2026-05-17T13:00:00Z");
        }
    }

    /** @throws Invalid when it is none */
    static String date(String field, String text) {
        try {
            return LocalDate.parse(text).toString();
        } catch (DateTimeException malformed) {
            throw new Invalid(field, "must be a date such as 2026-05-17");
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
}
