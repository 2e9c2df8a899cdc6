package dev.serai.schedule;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** Where claimed tasks of one kind come from; nothing can be sent to it. */
class DueTasksEndpoint extends DefaultEndpoint {

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
    public Consumer createConsumer(Processor route) throws Exception {
        TaskConsumer consumer = consumers.of(this, route);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new IllegalArgumentException("due-tasks: can only begin a route");
    }

    @Override
    public boolean isSingleton() {
        return true;
    }
}
