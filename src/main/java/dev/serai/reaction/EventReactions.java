package dev.serai.reaction;

import dev.serai.event.Event;
import dev.serai.event.EventFollower;
import dev.serai.schedule.Tasks;
import dev.serai.schedule.Tasks.Wanted;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.TenantKind;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Leaves a task for each route that reacts to an event, in the transaction that accepts it. */
@Component("eventReactions")
public class EventReactions implements EventFollower {

    private static final String KIND = "event-";

    private static final String FIND =
            """
            SELECT e.type, e.occurred_at, e.data, t.kind, t.external_id
            FROM event e JOIN tenant t ON t.id = e.tenant_id WHERE e.id = ? AND e.tenant_id = ?
            """;

    private static final String FORGET =
            """
            DELETE FROM task WHERE kind LIKE 'event-%' AND claim IS NULL
                AND NOT EXISTS (SELECT FROM event e WHERE e.id = task.connection_id)
            """;

    private final JdbcTemplate database;
    private final Tasks tasks;
    private final ReactingRoutes routes;
    private final ReactionProgress progress;

    EventReactions(JdbcTemplate database, Tasks tasks, ReactingRoutes routes, ReactionProgress progress) {
        this.database = database;
        this.tasks = tasks;
        this.routes = routes;
        this.progress = progress;
    }

    /** @return the kind of task by which events come to a route */
    static String kind(String route) {
        return KIND + route;
    }

    @Override
    public void follow(JdbcOperations database, List<Event> events, @Nullable UUID origin) {
        List<Wanted> wanted = new ArrayList<>();
        for (Event event : events) {
            routes.wanting(event.type())
                    .forEach(route -> wanted.add(new Wanted(kind(route), event.tenantId(), event.id())));
        }
        if (!wanted.isEmpty()) {
            tasks.scheduleNow(database, wanted);
        }
    }

    /** @return an event; empty when it is not kept any more */
    Optional<ReactedEvent> find(long tenantId, UUID eventId) {
        return database
                .query(
                        FIND,
                        (row, number) -> new ReactedEvent(
                                eventId,
                                new Tenant(
                                        tenantId,
                                        TenantKind.valueOf(row.getString("kind")),
                                        row.getString("external_id")),
                                row.getString("type"),
                                row.getObject("occurred_at", OffsetDateTime.class)
                                        .toInstant(),
                                row.getString("data")),
                        eventId,
                        tenantId)
                .stream()
                .findFirst();
    }

    /** Takes away what was left for routes and has outlived its event. */
    public void expire() {
        database.update(FORGET);
        progress.expire();
    }
}
