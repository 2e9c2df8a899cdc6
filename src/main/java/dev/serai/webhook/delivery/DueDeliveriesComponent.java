package dev.serai.webhook.delivery;

import dev.serai.webhook.DueSignal;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.springframework.stereotype.Component;

/**
 * The Camel component {@code due-deliveries:}, where the delivery route begins. Being a route's consumer, it starts with
 * the route and stops with it: an operator who stops the route in Hawtio stops this hub's deliveries, and loses none.
 */
@Component("due-deliveries")
class DueDeliveriesComponent extends DefaultComponent {

    private final DueLanes lanes;
    private final DeliveryClaims claims;
    private final EndpointWindows windows;
    private final AttemptRecorder recorder;
    private final DueSignal due;
    private final DeliveryProperties properties;
    private final DeliveryMeters meters;

    DueDeliveriesComponent(
            DueLanes lanes,
            DeliveryClaims claims,
            EndpointWindows windows,
            AttemptRecorder recorder,
            DueSignal due,
            DeliveryProperties properties,
            DeliveryMeters meters) {
        this.lanes = lanes;
        this.claims = claims;
        this.windows = windows;
        this.recorder = recorder;
        this.due = due;
        this.properties = properties;
        this.meters = meters;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new DueDeliveriesEndpoint(
                uri,
                this,
                (endpoint, route) -> new DeliveryDispatcher(
                        endpoint, route, lanes, claims, windows, recorder, due, properties, meters));
    }
}
