package dev.serai.outbox;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.springframework.stereotype.Component;

/**
 * The Camel component {@code outcomes:<topic>?batch=500}, where the routes begin that publish what is kept in the outbox:
 * {@code deliveries}, {@code dead-letters}, {@code connections} or {@code syncs}. The body is a list of rows, in their
 * order and all of one lane. When the route ends they are forgotten; when it fails the same ones come again, after longer
 * and longer waits. An operator who stops the route stops such publishing in this hub, and loses nothing.
 */
@Component("outcomes")
class OutcomesComponent extends DefaultComponent {

    private final OutboxLanes lanes;
    private final OutboxSignal signal;

    OutcomesComponent(OutboxLanes lanes, OutboxSignal signal) {
        this.lanes = lanes;
        this.signal = signal;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        OutcomeTopic topic = OutcomeTopic.of(remaining);
        OutcomesEndpoint endpoint =
                new OutcomesEndpoint(uri, this, (own, route) -> new OutcomesConsumer(own, route, topic, lanes, signal));
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
