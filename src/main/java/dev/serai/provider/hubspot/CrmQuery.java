package dev.serai.provider.hubspot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * What is asked of HubSpot's lists and searches.
 *
 * @param properties which properties every object comes with
 * @param wanted what a property must be, by the property's name
 */
record CrmQuery(List<String> properties, Map<String, String> wanted) {

    private static final String OBJECT_ID = "hs_object_id";

    CrmQuery {
        properties = List.copyOf(properties);
        wanted = Map.copyOf(wanted);
    }

    /** @return whether only some of the objects are meant, which a list can't be asked for */
    boolean isNarrowed() {
        return !wanted.isEmpty();
    }

    /** @return what was changed at a moment or since, the oldest change first */
    ObjectNode since(CrmList list, long millis, int limit) {
        ObjectNode search = search(list, limit, list.modified(), "ASCENDING");
        filter(search, list.modified(), "GTE", Long.toString(millis));
        return search;
    }

    /** @return what was changed at one moment, by the objects' ids */
    ObjectNode at(CrmList list, long millis, String afterId, int limit) {
        ObjectNode search = search(list, limit, OBJECT_ID, "ASCENDING");
        filter(search, list.modified(), "EQ", Long.toString(millis));
        filter(search, OBJECT_ID, "GT", afterId);
        return search;
    }

    /** @return the object that was changed last */
    ObjectNode newest(CrmList list) {
        return search(list, 1, list.modified(), "DESCENDING");
    }

    private ObjectNode search(CrmList list, int limit, String sort, String direction) {
        ObjectNode search = JsonNodeFactory.instance.objectNode();
        search.put("limit", limit);
        search.putArray("sorts").addObject().put("propertyName", sort).put("direction", direction);
        ArrayNode shown = search.putArray("properties");
        properties.forEach(shown::add);
        if (!properties.contains(list.modified())) {
            shown.add(list.modified());
        }
        wanted.forEach((property, value) -> filter(search, property, "EQ", value));
        return search;
    }

    private static void filter(ObjectNode search, String property, String operator, String value) {
        ArrayNode filters = search.has("filterGroups")
                ? (ArrayNode) search.at("/filterGroups/0/filters")
                : search.putArray("filterGroups").addObject().putArray("filters");
        filters.addObject()
                .put("propertyName", property)
                .put("operator", operator)
                .put("value", value);
    }
}
