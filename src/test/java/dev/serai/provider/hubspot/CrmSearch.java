package dev.serai.provider.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code POST …/search}: filters, one sort, pages that begin at an offset, and an end after 10,000 results. */
final class CrmSearch {

    static final int LONGEST_PAGE = 200;
    static final int MOST_RESULTS = 10_000;

    private static final Set<String> KEYS = Set.of("filterGroups", "sorts", "query", "properties", "limit", "after");

    private final ObjectType type;
    private final JsonNode body;

    CrmSearch(ObjectType type, JsonNode body) {
        this.type = type;
        this.body = body;
        Bodies.knows(body, KEYS);
    }

    ObjectNode answer(List<CrmObject> all) {
        int limit = number("limit", 10);
        int after = number("after", 0);
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw HubspotRefusal.invalid("limit must be between 1 and " + LONGEST_PAGE + ", was " + limit);
        }
        if (after + limit > MOST_RESULTS) {
            throw HubspotRefusal.invalid(
                    "The requested page is beyond the " + MOST_RESULTS + " results that a search can give");
        }
        if (body.path("query").asText().length() > 3_000) {
            throw HubspotRefusal.invalid("query must have at most 3000 characters");
        }
        List<CrmObject> found = sorted(all.stream().filter(this::isMeant));
        List<String> properties = Bodies.texts(body.path("properties"));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("total", found.size());
        ArrayNode results = answer.putArray("results");
        found.stream().skip(after).limit(limit).forEach(object -> results.add(object.json(properties)));
        if (after + limit < found.size()) {
            answer.putObject("paging").putObject("next").put("after", Integer.toString(after + limit));
        }
        return answer;
    }

    private int number(String field, int otherwise) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull() || value.asText().isEmpty()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(value.asText());
        } catch (NumberFormatException none) {
            throw HubspotRefusal.invalid(field + " must be a number");
        }
    }

    /** An object with what it is sorted by, which is not to be read anew for each comparison. */
    @SuppressWarnings("rawtypes")
    private record Keyed(CrmObject object, @Nullable Comparable key) {}

    private List<CrmObject> sorted(Stream<CrmObject> found) {
        JsonNode sorts = body.path("sorts");
        if (sorts.size() > 1) {
            throw HubspotRefusal.invalid("Only one sort is supported");
        }
        JsonNode sort = sorts.path(0);
        String named =
                sort.isTextual() ? sort.asText() : sort.path("propertyName").asText();
        String property = sorts.isEmpty() ? type.created() : known(named);
        Comparator<Keyed> order = Comparator.comparing(Keyed::key, Comparator.nullsLast(CrmSearch::compare));
        return found.map(object -> new Keyed(object, value(object.property(property))))
                .sorted((sort.path("direction").asText().equals("DESCENDING") ? order.reversed() : order)
                        .thenComparing(keyed -> keyed.object.id()))
                .map(Keyed::object)
                .toList();
    }

    private boolean isMeant(CrmObject object) {
        String query = body.path("query").asText().toLowerCase(Locale.ROOT);
        if (!query.isEmpty()
                && object.properties().values().stream()
                        .noneMatch(value -> value.toLowerCase(Locale.ROOT).contains(query))) {
            return false;
        }
        JsonNode groups = body.path("filterGroups");
        if (groups.size() > 6) {
            throw HubspotRefusal.invalid("At most 6 filter groups are supported");
        }
        if (groups.isEmpty()) {
            return true;
        }
        List<JsonNode> all = new ArrayList<>();
        groups.forEach(all::add);
        return all.stream().anyMatch(group -> fitsAll(object, group.path("filters")));
    }

    private boolean fitsAll(CrmObject object, JsonNode filters) {
        if (filters.isEmpty() || filters.size() > 10) {
            throw HubspotRefusal.invalid("A filter group has 1 to 10 filters");
        }
        boolean fits = true;
        for (JsonNode filter : filters) {
            fits &= fits(object, filter);
        }
        return fits;
    }

    private boolean fits(CrmObject object, JsonNode filter) {
        Bodies.knows(filter, Set.of("propertyName", "operator", "value", "highValue", "values"));
        String had = object.property(known(filter.path("propertyName").asText()));
        String operator = filter.path("operator").asText();
        switch (operator) {
            case "HAS_PROPERTY":
                return had != null;
            case "NOT_HAS_PROPERTY":
                return had == null;
            case "IN":
                return had != null && in(had, filter);
            case "NOT_IN":
                return had != null && !in(had, filter);
            default:
                break;
        }
        String wanted = filter.path("value").asText();
        if (!filter.has("value")) {
            throw HubspotRefusal.invalid("operator " + operator + " needs a value");
        }
        if (had == null) {
            return false;
        }
        int compared = compare(value(had), value(wanted));
        return switch (operator) {
            case "EQ" -> compared == 0;
            case "NEQ" -> compared != 0;
            case "GT" -> compared > 0;
            case "GTE" -> compared >= 0;
            case "LT" -> compared < 0;
            case "LTE" -> compared <= 0;
            case "BETWEEN" ->
                compared >= 0
                        && compare(value(had), value(filter.path("highValue").asText())) <= 0;
            case "CONTAINS_TOKEN" -> contains(had, wanted);
            case "NOT_CONTAINS_TOKEN" -> !contains(had, wanted);
            default -> throw HubspotRefusal.invalid("Unknown operator " + operator);
        };
    }

    private static boolean in(String had, JsonNode filter) {
        List<String> values = Bodies.texts(filter.path("values"));
        if (values.isEmpty()) {
            throw HubspotRefusal.invalid("operator IN needs values");
        }
        return values.stream().anyMatch(had::equalsIgnoreCase);
    }

    private static boolean contains(String had, String wanted) {
        String token = wanted.toLowerCase(Locale.ROOT).replace("*", "");
        return Stream.of(had.toLowerCase(Locale.ROOT).split("[^a-z0-9]+")).anyMatch(word -> word.contains(token));
    }

    private String known(String property) {
        if (!type.has(property)) {
            throw HubspotRefusal.invalid("There is no property " + property);
        }
        return property;
    }

    /** @return a moment or a number as a number, any other text in lower case: HubSpot compares so */
    @SuppressWarnings("rawtypes")
    private static @Nullable Comparable value(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (text.matches("-?[0-9]+(\\.[0-9]+)?")) {
            return new BigDecimal(text);
        }
        try {
            return BigDecimal.valueOf(Instant.parse(text).toEpochMilli());
        } catch (DateTimeParseException noMoment) {
            return text.toLowerCase(Locale.ROOT);
        }
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static int compare(Comparable one, Comparable other) {
        return one.getClass() == other.getClass()
                ? one.compareTo(other)
                : one.toString().compareTo(other.toString());
    }
}
