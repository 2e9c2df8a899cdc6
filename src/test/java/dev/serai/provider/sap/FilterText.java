package dev.serai.provider.sap;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code $filter} of OData V2, read strictly. */
final class FilterText {

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:"
            + "(datetimeoffset'[^']*'|datetime'[^']*'|guid'[^']*'|'(?:[^']|'')*'"
            + "|-?\\d+(?:\\.\\d+)?|[A-Za-z_][A-Za-z0-9_]*|[(),]))");

    private final EntityType type;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    private FilterText(EntityType type) {
        this.type = type;
    }

    /** What is wrong with a filter. */
    static final class Malformed extends RuntimeException {

        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    static Predicate<JsonNode> parse(EntityType type, String text) {
        FilterText filter = new FilterText(type);
        Matcher next = TOKEN.matcher(text);
        int end = 0;
        while (!text.substring(end).isBlank()) {
            if (!next.find(end) || next.start() != end) {
                throw new Malformed("Invalid token detected at position " + end);
            }
            filter.tokens.add(next.group(1));
            end = next.end();
        }
        Predicate<JsonNode> holds = filter.or();
        if (filter.at < filter.tokens.size()) {
            throw new Malformed("Invalid token '" + filter.tokens.get(filter.at) + "'");
        }
        return holds;
    }

    private Predicate<JsonNode> or() {
        Predicate<JsonNode> any = and();
        while (takeIf("or")) {
            any = any.or(and());
        }
        return any;
    }

    private Predicate<JsonNode> and() {
        Predicate<JsonNode> all = single();
        while (takeIf("and")) {
            all = all.and(single());
        }
        return all;
    }

    private Predicate<JsonNode> single() {
        if (takeIf("(")) {
            Predicate<JsonNode> inside = or();
            expect(")");
            return inside;
        }
        if (takeIf("substringof")) {
            expect("(");
            String part = text(take());
            expect(",");
            String property = property(take());
            expect(")");
            return row -> row.path(property).asText("").contains(part);
        }
        String property = property(take());
        String operator = take();
        if (!List.of("eq", "ne", "lt", "le", "gt", "ge").contains(operator)) {
            throw new Malformed("Invalid operator '" + operator + "'");
        }
        Comparable<?> wanted = literal(property, take());
        return row -> holds(value(row, property), operator, wanted);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static boolean holds(@Nullable Comparable found, String operator, Comparable wanted) {
        if (found == null) {
            return operator.equals("ne");
        }
        int compared = found.compareTo(wanted);
        return switch (operator) {
            case "eq" -> compared == 0;
            case "ne" -> compared != 0;
            case "lt" -> compared < 0;
            case "le" -> compared <= 0;
            case "gt" -> compared > 0;
            default -> compared >= 0;
        };
    }

    private Comparable<?> literal(String property, String token) {
        String edm = type.properties().get(property);
        return switch (edm) {
            case "Edm.String" -> text(token);
            case "Edm.DateTime" -> {
                if (!token.startsWith("datetime'")) {
                    throw new Malformed("Property '" + property + "' is of type Edm.DateTime");
                }
                yield Instant.parse(token.substring(9, token.length() - 1) + "Z");
            }
            case "Edm.Guid" -> {
                if (!token.startsWith("guid'")) {
                    throw new Malformed("Property '" + property + "' is of type Edm.Guid");
                }
                yield token.substring(5, token.length() - 1);
            }
            case "Edm.Boolean" -> {
                if (!token.equals("true") && !token.equals("false")) {
                    throw new Malformed("Property '" + property + "' is of type Edm.Boolean");
                }
                yield Boolean.valueOf(token);
            }
            default -> throw new Malformed("Property '" + property + "' can't be compared");
        };
    }

    private @Nullable Comparable<?> value(JsonNode row, String property) {
        JsonNode value = row.path(property);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return switch (type.properties().get(property)) {
            case "Edm.DateTime" -> moment(value.asText()).orElseThrow();
            case "Edm.Boolean" -> value.asBoolean();
            default -> value.asText();
        };
    }

    static Optional<Instant> moment(String text) {
        Matcher date = Pattern.compile("/Date\\((-?\\d+)\\)/").matcher(text);
        return date.matches() ? Optional.of(Instant.ofEpochMilli(Long.parseLong(date.group(1)))) : Optional.empty();
    }

    private static String text(String token) {
        if (!token.startsWith("'")) {
            throw new Malformed("A text was expected, and not " + token);
        }
        return token.substring(1, token.length() - 1).replace("''", "'");
    }

    private String property(String name) {
        if (!type.properties().containsKey(name)) {
            throw new Malformed("Property '" + name + "' not found in type '" + type.set() + "Type'");
        }
        return name;
    }

    private String take() {
        if (at == tokens.size()) {
            throw new Malformed("Unexpected end of the expression");
        }
        return tokens.get(at++);
    }

    private boolean takeIf(String token) {
        boolean there = at < tokens.size() && tokens.get(at).equals(token);
        if (there) {
            at++;
        }
        return there;
    }

    private void expect(String token) {
        if (!takeIf(token)) {
            throw new Malformed("'" + token + "' was expected");
        }
    }
}
