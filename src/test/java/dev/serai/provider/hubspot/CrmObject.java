package dev.serai.provider.hubspot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An object of an account's CRM as it is at one moment.
 *
 * @param archivedAt when it was deleted; null: it is not
 */
record CrmObject(
        ObjectType type,
        long id,
        Map<String, String> properties,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant archivedAt) {

    CrmObject {
        properties = Map.copyOf(properties);
        createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
        updatedAt = updatedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    CrmObject with(Map<String, String> changes, Instant now) {
        Map<String, String> more = new TreeMap<>(properties);
        changes.forEach((name, value) -> {
            if (value.isEmpty()) {
                more.remove(name);
            } else {
                more.put(name, value);
            }
        });
        return new CrmObject(type, id, more, createdAt, now, archivedAt);
    }

    CrmObject archived(Instant now) {
        return new CrmObject(type, id, properties, createdAt, updatedAt, now.truncatedTo(ChronoUnit.MILLIS));
    }

    boolean isArchived() {
        return archivedAt != null;
    }

    /** @return a property's value as HubSpot writes it; null: it has none */
    @Nullable
    String property(String name) {
        if (name.equals("hs_object_id")) {
            return Long.toString(id);
        }
        if (name.equals(type.modified()) || name.equals("hs_lastmodifieddate")) {
            return text(updatedAt);
        }
        if (name.equals(type.created())) {
            return text(createdAt);
        }
        return properties.get(name);
    }

    /** @param wanted the properties asked for; those that every answer has, unless any are */
    ObjectNode json(Collection<String> wanted) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", Long.toString(id));
        ObjectNode told = json.putObject("properties");
        Map<String, String> sorted = new TreeMap<>();
        (wanted.isEmpty() ? type.shown() : wanted)
                .stream()
                        .filter(type::has)
                        .forEach(name -> sorted.put(name, property(name) == null ? "" : property(name)));
        for (String always : new String[] {"hs_object_id", type.modified(), type.created()}) {
            sorted.put(always, property(always));
        }
        sorted.forEach((name, value) -> {
            if (value.isEmpty()) {
                told.putNull(name);
            } else {
                told.put(name, value);
            }
        });
        json.put("createdAt", text(createdAt));
        json.put("updatedAt", text(updatedAt));
        json.put("archived", isArchived());
        if (archivedAt != null) {
            json.put("archivedAt", text(archivedAt));
        }
        return json;
    }

    private static String text(Instant moment) {
        return DateTimeFormatter.ISO_INSTANT.format(moment);
    }
}
