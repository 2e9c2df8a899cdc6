package dev.serai.provider.salesforce;

import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a filter of a data type means, as the provider's file writes it: {@code Email}, {@code Name contains},
 * {@code CreatedDate >= moment} or {@code IsConverted = boolean}. Unless it says so, it is compared for equality, as text.
 */
record Filter(String field, String operator, String kind) {

    private static final Pattern WRITTEN = Pattern.compile("(?<field>\\S+?)"
            + "(?:\\s+(?<operator>=|!=|<=?|>=?|contains))?(?:\\s+(?<kind>text|id|moment|date|number|boolean))?");

    /** @throws ProviderFault when the file writes it in no such way */
    static Filter parse(String written) {
        Matcher parts = WRITTEN.matcher(written.strip());
        if (!parts.matches() || !Soql.isPath(parts.group("field"))) {
            throw new ProviderFault(
                    ErrorClass.OPERATOR, "The file of Salesforce has a filter that can't be read: " + written);
        }
        return new Filter(
                parts.group("field"),
                parts.group("operator") == null ? "=" : parts.group("operator"),
                parts.group("kind") == null ? "text" : parts.group("kind"));
    }

    /**
     * @param name the filter's name, as callers know it
     * @param value what the caller gave
     * @return a condition
     * @throws dev.serai.refusal.Invalid when the value is none of its kind
     */
    String condition(String name, String value) {
        return operator.equals("contains")
                ? field + " LIKE " + Soql.containing(name, value)
                : field + " " + operator + " " + literal(name, value);
    }

    private String literal(String name, String value) {
        return switch (kind) {
            case "id" -> "'" + Soql.id(name, value) + "'";
            case "moment" -> Soql.moment(name, value);
            case "date" -> Soql.date(name, value);
            case "number" -> Soql.number(name, value);
            case "boolean" -> Soql.truth(name, value);
            default -> Soql.text(name, value);
        };
    }
}
