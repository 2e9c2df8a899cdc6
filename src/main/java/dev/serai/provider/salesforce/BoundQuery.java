package dev.serai.provider.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.refusal.Invalid;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SOQL in which {@code :name} stands for a value. Between quotes a colon is a colon.
 *
 * <p>The text itself is an engineer's, or that of somebody who may read whatever the connection's user may; the values may
 * come from anywhere.
 */
final class BoundQuery {

    private static final Pattern PLACE = Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|:([A-Za-z][A-Za-z0-9_]*)");
    private static final Pattern SELECT = Pattern.compile("\\s*SELECT\\s.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private BoundQuery() {}

    /**
     * @param soql what to ask
     * @param values by name: a text, a number, a truth value, nothing, or a list of them for {@code IN :name}
     * @return the query with its values in it
     * @throws Invalid when it is no query, or a value is missing or can't be written
     */
    static String bind(String soql, JsonNode values) {
        if (!SELECT.matcher(soql).matches()) {
            throw new Invalid("soql", "must be a query that begins with SELECT");
        }
        return PLACE.matcher(soql).replaceAll(place -> {
            String name = place.group(1);
            String put = name == null ? place.group() : literal(name, values.path(name));
            return Matcher.quoteReplacement(put);
        });
    }

    private static String literal(String name, JsonNode value) {
        String field = "parameters." + name;
        if (value.isArray() && !value.isEmpty()) {
            List<String> literals = new ArrayList<>();
            value.forEach(item -> literals.add(single(field, item)));
            return "(" + String.join(",", literals) + ")";
        }
        return single(field, value);
    }

    private static String single(String field, JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> Soql.text(field, value.asText());
            case NUMBER -> Soql.number(field, value.decimalValue().toPlainString());
            case BOOLEAN -> value.asText();
            case NULL -> "null";
            default -> throw new Invalid(field, "must be a text, a number, true or false, nothing, or a list of them");
        };
    }
}
