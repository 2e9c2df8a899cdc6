package dev.serai.provider.hubspot;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One customer's account with HubSpot, and all that is in its CRM. */
public final class Portal {

    private final long id;
    private final Clock clock;
    private final AtomicLong ids = new AtomicLong(100);
    private final Map<ObjectType, ConcurrentSkipListMap<Long, CrmObject>> objects = new ConcurrentHashMap<>();

    Portal(long id, Clock clock) {
        this.id = id;
        this.clock = clock;
    }

    /** @return its number */
    public long id() {
        return id;
    }

    /**
     * Puts an object in as a person or an import would.
     *
     * @param type what it is, such as {@code contacts}
     * @return its id
     */
    public String add(String type, Map<String, String> properties) {
        return add(type, properties, clock.instant());
    }

    /** Puts an object in that was last changed at a moment. */
    public String add(String type, Map<String, String> properties, Instant updatedAt) {
        return Long.toString(create(ObjectType.named(type).orElseThrow(), properties, updatedAt)
                .id());
    }

    /** Changes an object as a person would. */
    public void change(String type, String id, Map<String, String> properties) {
        change(type, id, properties, clock.instant());
    }

    /** Changes an object at a moment. */
    public void change(String type, String id, Map<String, String> properties, Instant updatedAt) {
        of(ObjectType.named(type).orElseThrow())
                .computeIfPresent(Long.parseLong(id), (key, object) -> object.with(properties, updatedAt));
    }

    /** Deletes an object as a person would. */
    public void delete(String type, String id) {
        archive(ObjectType.named(type).orElseThrow(), Long.parseLong(id));
    }

    /** @return how many objects of a type there are, without those that were deleted */
    public int count(String type) {
        return (int) all(ObjectType.named(type).orElseThrow(), false).stream().count();
    }

    /** @return a property of an object that may be deleted; null: it has no value */
    public @Nullable String property(String type, String id, String property) {
        return of(ObjectType.named(type).orElseThrow()).get(Long.parseLong(id)).property(property);
    }

    CrmObject create(ObjectType type, Map<String, String> properties, Instant now) {
        CrmObject object = new CrmObject(type, ids.incrementAndGet(), properties, now, now, null);
        of(type).put(object.id(), object);
        return object;
    }

    CrmObject create(ObjectType type, Map<String, String> properties) {
        return create(type, properties, clock.instant());
    }

    CrmObject update(CrmObject object, Map<String, String> changes) {
        CrmObject changed = object.with(changes, clock.instant());
        of(object.type()).put(object.id(), changed);
        return changed;
    }

    void archive(ObjectType type, long id) {
        of(type).computeIfPresent(id, (key, object) -> object.isArchived() ? object : object.archived(clock.instant()));
    }

    Optional<CrmObject> find(ObjectType type, String id, @Nullable String idProperty) {
        if (idProperty != null && !idProperty.equals("hs_object_id")) {
            return all(type, false).stream()
                    .filter(object -> id.equalsIgnoreCase(object.property(idProperty)))
                    .findFirst();
        }
        return id.matches("[0-9]{1,18}") ? Optional.ofNullable(of(type).get(Long.parseLong(id))) : Optional.empty();
    }

    /** @return the objects of a type from an id on, by their ids */
    Collection<CrmObject> from(ObjectType type, long first) {
        return of(type).tailMap(first, true).values();
    }

    List<CrmObject> all(ObjectType type, boolean archived) {
        return of(type).values().stream()
                .filter(object -> object.isArchived() == archived)
                .toList();
    }

    private ConcurrentSkipListMap<Long, CrmObject> of(ObjectType type) {
        return objects.computeIfAbsent(type, any -> new ConcurrentSkipListMap<>());
    }
}
