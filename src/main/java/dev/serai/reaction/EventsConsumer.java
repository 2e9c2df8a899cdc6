package dev.serai.reaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.schedule.DueTask;
import dev.serai.schedule.TaskGivenUp;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/** Brings events into a route: the tasks that were left for it, with the events in their place. */
class EventsConsumer extends DefaultConsumer implements Suspendable {

    /** The exchange property with the {@link ReactedEvent}. */
    static final String EVENT = "reaction.event";

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final EventsEndpoint endpoint;
    private final EventPattern events;
    private final EventReactions reactions;
    private final ReactingRoutes routes;
    private final ObjectMapper json;
    private @Nullable DefaultConsumer tasks;

    EventsConsumer(
            EventsEndpoint endpoint,
            Processor route,
            EventPattern events,
            EventReactions reactions,
            ReactingRoutes routes,
            ObjectMapper json) {
        super(endpoint, route);
        this.endpoint = endpoint;
        this.events = events;
        this.reactions = reactions;
        this.routes = routes;
        this.json = json;
    }

    boolean wants(String type) {
        return events.includes(type);
    }

    private void react(Exchange exchange) throws Exception {
        DueTask task = exchange.getMessage().getBody(DueTask.class);
        Optional<ReactedEvent> found = reactions.find(task.tenantId(), task.connectionId());
        // It may have been left for the version of the route before this one.
        if (found.isEmpty() || !wants(found.get().type())) {
            return;
        }
        ReactedEvent event = found.get();
        exchange.setProperty(EVENT, event);
        exchange.setProperty("event", event.type());
        exchange.setProperty("eventId", event.id().toString());
        exchange.setProperty("tenant", event.tenant().externalId());
        exchange.setProperty("attempt", task.attempt());
        exchange.getMessage().setBody(body(event));
        getProcessor().process(exchange);
        Exception failed = exchange.getException();
        if (failed != null && task.attempt() >= endpoint.getAttempts()) {
            exchange.setException(new TaskGivenUp(
                    "Route " + getRouteId() + " failed for the last time on " + event + ": " + failed.getMessage(),
                    failed));
        }
    }

    private Map<String, Object> body(ReactedEvent event) throws JsonProcessingException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", event.id().toString());
        body.put("event", event.type());
        body.put("timestamp", event.occurredAt().truncatedTo(ChronoUnit.MILLIS).toString());
        body.put(event.tenant().kind().claim(), event.tenant().externalId());
        body.put("data", json.readValue(event.data(), OBJECT));
        return body;
    }

    /** The schedule's own consumer, which claims, holds the lease, and plans what failed. */
    private DefaultConsumer tasks() throws Exception {
        if (tasks == null) {
            Endpoint due = endpoint.getCamelContext()
                    .getComponent("due-tasks")
                    .createEndpoint("due-tasks:" + EventReactions.kind(getRouteId()) + "?concurrency="
                            + endpoint.getConcurrency());
            DefaultConsumer own = (DefaultConsumer) due.createConsumer(this::react);
            own.setRoute(getRoute());
            own.setRouteId(getRouteId());
            tasks = own;
        }
        return tasks;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ServiceHelper.startService(tasks());
    }

    @Override
    protected void doSuspend() throws Exception {
        // Its next version counts only once it has started.
        routes.leaves(this);
        ServiceHelper.suspendService(tasks());
    }

    @Override
    protected void doResume() throws Exception {
        ServiceHelper.resumeService(tasks());
    }

    /** Events that are accepted from now on wait, since whoever stopped the route may start it again. */
    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopService(tasks);
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        routes.leaves(this);
        ServiceHelper.stopAndShutdownService(tasks);
        super.doShutdown();
    }
}
