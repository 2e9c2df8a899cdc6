package dev.serai.schedule;

import dev.serai.source.SourceEndpoint;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;

/** Where claimed tasks of one kind come from; nothing can be sent to it. */
class DueTasksEndpoint extends SourceEndpoint {

    private final String kind;
    private final Consumers consumers;
    private int concurrency = 8;

    /** Makes the consumer of a route. */
    @FunctionalInterface
    interface Consumers {
        TaskConsumer of(DueTasksEndpoint endpoint, Processor route);
    }

    DueTasksEndpoint(String uri, Component component, String kind, Consumers consumers) {
        super(uri, component);
        this.kind = kind;
        this.consumers = consumers;
    }

    String kind() {
        return kind;
    }

    /** @return how many tasks this hub does at once */
    public int getConcurrency() {
        return concurrency;
    }

    /** @param concurrency how many tasks this hub does at once, 1 or more */
    public void setConcurrency(int concurrency) {
        this.concurrency = concurrency;
    }

    @Override
    protected Consumer consumer(Processor route) {
        return consumers.of(this, route);
    }
}
