package dev.serai.schedule;

import java.time.Clock;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.springframework.stereotype.Component;

/**
 * The Camel component {@code due-tasks:<kind>?concurrency=8}, where the routes that do scheduled work begin. The body is a
 * {@link DueTask}. When the route ends the task is done, unless the exchange property {@link DueTask#NEXT} says when it is
 * due again; when it fails the task is tried again, after longer and longer waits. An operator who stops the route in
 * Hawtio stops such work in this hub, and loses none.
 */
@Component("due-tasks")
class DueTasksComponent extends DefaultComponent {

    private final TaskBoard board;
    private final TaskClaims claims;
    private final TaskSignal signal;
    private final TaskWatch watch;
    private final Clock clock;

    DueTasksComponent(TaskBoard board, TaskClaims claims, TaskSignal signal, TaskWatch watch, Clock clock) {
        this.board = board;
        this.claims = claims;
        this.signal = signal;
        this.watch = watch;
        this.clock = clock;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        DueTasksEndpoint endpoint = new DueTasksEndpoint(
                uri,
                this,
                remaining,
                (own, route) -> new TaskConsumer(own, route, board, claims, signal, watch, clock));
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
