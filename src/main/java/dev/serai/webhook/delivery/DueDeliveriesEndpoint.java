package dev.serai.webhook.delivery;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** Where claimed deliveries come from; nothing can be sent to it. */
class DueDeliveriesEndpoint extends DefaultEndpoint {

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
    public Consumer createConsumer(Processor route) throws Exception {
        DeliveryDispatcher dispatcher = dispatchers.of(this, route);
        configureConsumer(dispatcher);
        return dispatcher;
    }

    @Override
    public Producer createProducer() {
        throw new IllegalArgumentException("due-deliveries: can only begin a route");
    }

    @Override
    public boolean isSingleton() {
        return true;
    }
}
