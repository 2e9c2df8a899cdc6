package dev.serai.provider.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.salesforce.ObjectType.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** SOQL, read strictly: what Salesforce would not take, this does not take either. */
final class SoqlQuery {

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:"
            + "(?<text>'(?:[^'\\\\]|\\\\.)*')"
            + "|(?<moment>\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,3})?(?:Z|[+-]\\d{2}:?\\d{2}))"
            + "|(?<date>\\d{4}-\\d{2}-\\d{2})"
            + "|(?<number>-?\\d+(?:\\.\\d+)?)"
            + "|(?<word>[A-Za-z][A-Za-z0-9_.]*)"
            + "|(?<sign><=|>=|!=|[=<>(),])"
            + ")");

    private final List<String> tokens = new ArrayList<>();
    private int at;
    private ObjectType type = ObjectType.ALL.get("Contact");
    private final List<String> fields = new ArrayList<>();
    private Predicate<ObjectNode> where = row -> true;
    private Comparator<ObjectNode> order = (one, other) -> 0;
    private int limit = Integer.MAX_VALUE;

    /** What is wrong with a query. */
    static final class Malformed extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final String code;

        Malformed(String code, String message) {
            super(message);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    static SoqlQuery parse(String text) {
        SoqlQuery query = new SoqlQuery();
        query.split(text);
        query.read();
        return query;
    }

    ObjectType type() {
        return type;
    }

    /** @return the rows that the query asks for, in its order, with the fields that it asks for */
    List<ObjectNode> of(Stream<ObjectNode> rows) {
        return rows.filter(where)
                .sorted(order)
                .limit(limit)
                .map(row -> {
                    ObjectNode found = row.objectNode();
                    found.set("attributes", row.path("attributes"));
                    fields.forEach(field -> found.set(field, row.path(field)));
                    return found;
                })
                .toList();
    }

    private void split(String text) {
        Matcher next = TOKEN.matcher(text);
        int end = 0;
        while (end < text.length() && !text.substring(end).isBlank()) {
            if (!next.find(end) || next.start() != end) {
                throw malformed("unexpected token: '" + text.substring(end) + "'");
            }
            tokens.add(next.group().strip());
            end = next.end();
        }
    }

    private void read() {
        expect("SELECT");
        List<String> wanted = new ArrayList<>();
        do {
            wanted.add(take());
            if (wanted.get(wanted.size() - 1).equals("FIELDS")) {
                expect("(");
                expect("STANDARD");
                expect(")");
            }
        } while (takeIf(","));
        expect("FROM");
        String object = take();
        ObjectType known = ObjectType.ALL.get(object);
        if (known == null) {
            throw new Malformed("INVALID_TYPE", "sObject type '" + object + "' is not supported.");
        }
        type = known;
        for (String field : wanted) {
            if (field.equals("FIELDS")) {
                known.fields().keySet().stream()
                        .filter(name -> !name.endsWith("__c"))
                        .forEach(fields::add);
            } else {
                fields.add(field(field));
            }
        }
        if (takeIf("WHERE")) {
            where = conditions();
        }
        if (takeIf("ORDER")) {
            expect("BY");
            do {
                Comparator<ObjectNode> next = by(field(take()));
                if (takeIf("DESC")) {
                    next = next.reversed();
                } else {
                    takeIf("ASC");
                }
                order = order.thenComparing(next);
            } while (takeIf(","));
        }
        if (takeIf("LIMIT")) {
            String number = take();
            if (!number.matches("\\d+")) {
                throw malformed("unexpected token: '" + number + "'");
            }
            limit = Integer.parseInt(number);
        }
        if (at < tokens.size()) {
            throw malformed("unexpected token: '" + tokens.get(at) + "'");
        }
    }

    private Predicate<ObjectNode> conditions() {
        Predicate<ObjectNode> all = condition();
        String joined = null;
        while (at < tokens.size()
                && List.of("AND", "OR").contains(tokens.get(at).toUpperCase(Locale.ROOT))) {
            String join = take().toUpperCase(Locale.ROOT);
            // Salesforce wants brackets where both stand together.
            if (joined != null && !joined.equals(join)) {
                throw malformed("unexpected token: '" + join + "'");
            }
            joined = join;
            all = join.equals("AND") ? all.and(condition()) : all.or(condition());
        }
        return all;
    }

    private Predicate<ObjectNode> condition() {
        if (takeIf("(")) {
            Predicate<ObjectNode> inside = conditions();
            expect(")");
            return inside;
        }
        if (takeIf("NOT")) {
            return condition().negate();
        }
        String field = field(take());
        Kind kind = type.fields().get(field);
        String operator = take().toUpperCase(Locale.ROOT);
        if (operator.equals("IN")) {
            expect("(");
            List<Object> values = new ArrayList<>();
            do {
                values.add(literal(field, kind));
            } while (takeIf(","));
            expect(")");
            return row -> values.contains(value(row, field, kind));
        }
        if (operator.equals("LIKE")) {
            if (kind != Kind.TEXT) {
                throw new Malformed("INVALID_QUERY_FILTER_OPERATOR", field + " can't be compared by LIKE");
            }
            Pattern like = like(take());
            return row -> like.matcher(row.path(field).asText("")).matches();
        }
        if (!List.of("=", "!=", "<", "<=", ">", ">=").contains(operator)) {
            throw malformed("unexpected token: '" + operator + "'");
        }
        Object wanted = literal(field, kind);
        return row -> holds(value(row, field, kind), operator, wanted);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static boolean holds(@Nullable Object found, String operator, @Nullable Object wanted) {
        if (operator.equals("=") || operator.equals("!=")) {
            boolean same = found == null
                    ? wanted == null
                    : found instanceof String text && wanted instanceof String other
                            ? text.equalsIgnoreCase(other)
                            : found.equals(wanted);
            return same == operator.equals("=");
        }
        if (found == null || wanted == null) {
            return false;
        }
        int compared = ((Comparable) found).compareTo(wanted);
        return switch (operator) {
            case "<" -> compared < 0;
            case "<=" -> compared <= 0;
            case ">" -> compared > 0;
            default -> compared >= 0;
        };
    }

    private @Nullable Object literal(String field, Kind kind) {
        String token = take();
        if (token.equalsIgnoreCase("null")) {
            return null;
        }
        boolean fits =
                switch (kind) {
                    case TEXT, ID -> token.startsWith("'");
                    case MOMENT -> token.contains("T") && token.matches("\\d.*");
                    case DATE -> token.matches("\\d{4}-\\d{2}-\\d{2}");
                    case NUMBER -> token.matches("-?\\d+(\\.\\d+)?");
                    case BOOLEAN -> token.equalsIgnoreCase("true") || token.equalsIgnoreCase("false");
                };
        if (!fits) {
            throw new Malformed(
                    "INVALID_FIELD", "filter criteria must be of type " + kind + ": " + field + " can't be " + token);
        }
        return switch (kind) {
            case TEXT, ID -> unquoted(token);
            case MOMENT -> Instant.parse(token);
            case NUMBER -> new BigDecimal(token);
            case BOOLEAN -> Boolean.valueOf(token.toLowerCase(Locale.ROOT));
            case DATE -> token;
        };
    }

    private static @Nullable Object value(ObjectNode row, String field, Kind kind) {
        JsonNode value = row.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return switch (kind) {
            case MOMENT -> StandInOrg.moment(value.asText());
            case NUMBER -> value.decimalValue();
            case BOOLEAN -> value.asBoolean();
            default -> value.asText();
        };
    }

    private Comparator<ObjectNode> by(String field) {
        Kind kind = type.fields().get(field);
        return Comparator.comparing(row -> kind == Kind.MOMENT
                ? Instant.parse(StandInOrg.moment(row.path(field).asText()).toString())
                        .toString()
                : row.path(field).asText(""));
    }

    private static String unquoted(String token) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < token.length() - 1; i++) {
            char letter = token.charAt(i);
            if (letter != '\\') {
                text.append(letter);
                continue;
            }
            letter = token.charAt(++i);
            int known = "nrtbf\"'\\_%".indexOf(letter);
            if (known < 0) {
                throw malformed("Illegal escape sequence '\\" + letter + "'");
            }
            text.append(known < 5 ? "\n\r\t\b\f".charAt(known) : letter);
        }
        return text.toString();
    }

    private static Pattern like(String token) {
        if (!token.startsWith("'")) {
            throw malformed("unexpected token: '" + token + "'");
        }
        StringBuilder pattern = new StringBuilder();
        for (int i = 1; i < token.length() - 1; i++) {
            char letter = token.charAt(i);
            if (letter == '\\') {
                pattern.append(Pattern.quote(unquoted("'" + letter + token.charAt(++i) + "'")));
            } else {
                pattern.append(letter == '%' ? ".*" : letter == '_' ? "." : Pattern.quote(String.valueOf(letter)));
            }
        }
        return Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    private String field(String name) {
        if (!type.fields().containsKey(name)) {
            throw new Malformed(
                    "INVALID_FIELD",
                    "No such column '" + name + "' on entity '" + type.name()
                            + "'. If you are attempting to use a custom field, be sure to append the '__c'");
        }
        return name;
    }

    private String take() {
        if (at == tokens.size()) {
            throw malformed("unexpected end of query");
        }
        return tokens.get(at++);
    }

    private boolean takeIf(String token) {
        boolean there = at < tokens.size() && tokens.get(at).equalsIgnoreCase(token);
        if (there) {
            at++;
        }
        return there;
    }

    private void expect(String token) {
        if (!takeIf(token)) {
            throw malformed("expecting '" + token + "'" + (at < tokens.size() ? ", found " + tokens.get(at) : ""));
        }
    }

    private static Malformed malformed(String message) {
        return new Malformed("MALFORMED_QUERY", message);
    }
}
