package dev.serai.webhook.delivery;

import dev.serai.source.SourceEndpoint;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;

/** Where claimed deliveries come from; nothing can be sent to it. */
class DueDeliveriesEndpoint extends SourceEndpoint {

    private final Dispatchers dispatchers;

    /** Makes the consumer of a route. */
    @FunctionalInterface
    interface Dispatchers {
        DeliveryDispatcher of(DueDeliveriesEndpoint endpoint, Processor route);
    }

    DueDeliveriesEndpoint(String uri, Component component, Dispatchers dispatchers) {
        super(uri, component);
        this.dispatchers = dispatchers;
    }

    @Override
    protected Consumer consumer(Processor route) {
        return dispatchers.of(this, route);
    }
}
