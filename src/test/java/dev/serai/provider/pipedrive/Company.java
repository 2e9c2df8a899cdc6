package dev.serai.provider.pipedrive;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** One customer's company at Pipedrive, and what is in it. */
public final class Company {

    /** The fields that a type of item has beside those that all have. */
    static final Map<String, List<String>> FIELDS = Map.of(
            "persons", List.of("name", "owner_id", "org_id", "emails", "phones", "first_name", "last_name"),
            "organizations", List.of("name", "owner_id", "address"),
            "deals",
                    List.of(
                            "title",
                            "value",
                            "currency",
                            "status",
                            "stage_id",
                            "pipeline_id",
                            "owner_id",
                            "person_id",
                            "org_id"),
            "activities", List.of("subject", "type", "done", "due_date", "owner_id", "person_id", "org_id", "deal_id"));

    private final String name;
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, ConcurrentSkipListMap<Long, ObjectNode>> items = new ConcurrentHashMap<>();

    Company(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /**
     * Adds an item as a person would.
     *
     * @return its id
     */
    public long add(String type, Map<String, ?> fields, Instant updateTime) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        long id = ids.incrementAndGet();
        item.put("id", id);
        FIELDS.get(type).forEach(item::putNull);
        new TreeMap<>(fields).forEach(item::putPOJO);
        item.put("add_time", time(updateTime)).put("update_time", time(updateTime));
        item.put("is_deleted", false);
        all(type).put(id, item);
        return id;
    }

    /** Changes an item as a person would. */
    public void change(String type, long id, Map<String, ?> fields, Instant updateTime) {
        all(type).computeIfPresent(id, (key, item) -> {
            ObjectNode changed = item.deepCopy();
            new TreeMap<>(fields).forEach(changed::putPOJO);
            return changed.put("update_time", time(updateTime));
        });
    }

    /** @return how many items of a type there are */
    public int count(String type) {
        return all(type).size();
    }

    Collection<ObjectNode> items(String type) {
        return all(type).values();
    }

    Optional<ObjectNode> find(String type, long id) {
        return Optional.ofNullable(all(type).get(id));
    }

    boolean remove(String type, long id) {
        return all(type).remove(id) != null;
    }

    private ConcurrentSkipListMap<Long, ObjectNode> all(String type) {
        return items.computeIfAbsent(type, any -> new ConcurrentSkipListMap<>());
    }

    private static String time(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
