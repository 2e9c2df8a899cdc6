package dev.serai.provider.sap;

import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a filter of a data type means, as the provider's file writes it: {@code Customer}, {@code FullName contains},
 * {@code CreationDate >= datetime} or {@code IsBlocked = boolean}. Unless it says so, it is compared for equality, as text.
 */
record ODataFilter(String property, String operator, String kind) {

    private static final Pattern WRITTEN =
            Pattern.compile("(?<property>\\S+?)(?:\\s+(?<operator>=|!=|<=?|>=?|contains))?"
                    + "(?:\\s+(?<kind>text|guid|datetime|datetimeoffset|number|boolean))?");
    private static final Map<String, String> OPERATORS =
            Map.of("=", "eq", "!=", "ne", "<", "lt", "<=", "le", ">", "gt", ">=", "ge");

    /** @throws ProviderFault when the file writes it in no such way */
    static ODataFilter parse(String written) {
        Matcher parts = WRITTEN.matcher(written.strip());
        if (!parts.matches() || !OData.isName(parts.group("property"))) {
            throw new ProviderFault(ErrorClass.OPERATOR, "The file of SAP has a filter that can't be read: " + written);
        }
        return new ODataFilter(
                parts.group("property"),
                parts.group("operator") == null ? "=" : parts.group("operator"),
                parts.group("kind") == null ? "text" : parts.group("kind"));
    }

    /**
     * @param name the filter's name, as callers know it
     * @param value what the caller gave
     * @return a condition, not encoded yet
     * @throws dev.serai.refusal.Invalid when the value is none of its kind
     */
    String condition(String name, String value) {
        return operator.equals("contains")
                ? "substringof(" + OData.text(name, value) + "," + property + ")"
                : property + " " + OPERATORS.get(operator) + " " + literal(name, value);
    }

    private String literal(String name, String value) {
        return switch (kind) {
            case "guid" -> OData.guid(name, value);
            case "datetime" -> OData.dateTime(name, value);
            case "datetimeoffset" -> OData.dateTimeOffset(name, value);
            case "number" -> OData.number(name, value);
            case "boolean" -> OData.truth(name, value);
            default -> OData.text(name, value);
        };
    }
}
