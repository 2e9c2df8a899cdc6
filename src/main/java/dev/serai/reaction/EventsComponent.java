package dev.serai.reaction;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.springframework.stereotype.Component;

/**
 * The Camel component {@code events:<type>?concurrency=4&attempts=16}, where routes begin that react to events: to one
 * type, to a family such as {@code call.*}, or to all of them, {@code *}. The body is the event as webhooks get it. When the
 * route fails, the event comes again after longer and longer waits, {@code attempts} times in all.
 */
@Component("events")
class EventsComponent extends DefaultComponent {

    private final EventReactions reactions;
    private final ReactingRoutes routes;
    private final ObjectMapper json;

    EventsComponent(EventReactions reactions, ReactingRoutes routes, ObjectMapper json) {
        this.reactions = reactions;
        this.routes = routes;
        this.json = json;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        EventPattern events = new EventPattern(remaining);
        EventsEndpoint endpoint = new EventsEndpoint(
                uri, this, (own, route) -> new EventsConsumer(own, route, events, reactions, routes, json), routes);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
