package dev.serai.reaction;

import dev.serai.source.SourceEndpoint;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;

/** Where events of one pattern come from, for any number of routes; nothing can be sent to it. */
class EventsEndpoint extends SourceEndpoint implements MultipleConsumersSupport {

    private final Consumers consumers;
    private final ReactingRoutes routes;
    private int concurrency = 4;
    private int attempts = 16;

    /** Makes the consumer of a route. */
    @FunctionalInterface
    interface Consumers {
        EventsConsumer of(EventsEndpoint endpoint, Processor route);
    }

    EventsEndpoint(String uri, Component component, Consumers consumers, ReactingRoutes routes) {
        super(uri, component);
        this.consumers = consumers;
        this.routes = routes;
    }

    /** @return how many events a hub brings into a route at once */
    public int getConcurrency() {
        return concurrency;
    }

    /** @param concurrency how many events a hub brings into a route at once, 1 or more */
    public void setConcurrency(int concurrency) {
        this.concurrency = concurrency;
    }

    /** @return how often an event is brought into a route that fails */
    public int getAttempts() {
        return attempts;
    }

    /** @param attempts how often an event is brought into a route that fails, 1 or more; then it is kept */
    public void setAttempts(int attempts) {
        this.attempts = attempts;
    }

    @Override
    protected Consumer consumer(Processor route) {
        EventsConsumer consumer = consumers.of(this, route);
        routes.made(consumer);
        return consumer;
    }

    @Override
    protected String instead() {
        return "; POST /events brings events in";
    }

    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }
}
