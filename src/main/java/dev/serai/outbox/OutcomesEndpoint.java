package dev.serai.outbox;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** Where the outcomes of one topic come from; nothing can be sent to it. */
class OutcomesEndpoint extends DefaultEndpoint {

    private final Consumers consumers;
    private int batch = 500;

    /** Makes the consumer of a route. */
    @FunctionalInterface
    interface Consumers {
        OutcomesConsumer of(OutcomesEndpoint endpoint, Processor route);
    }

    OutcomesEndpoint(String uri, Component component, Consumers consumers) {
        super(uri, component);
        this.consumers = consumers;
    }

    /** @return the most outcomes that are sent at once */
    public int getBatch() {
        return batch;
    }

    /** @param batch the most outcomes that are sent at once, 1 or more */
    public void setBatch(int batch) {
        this.batch = batch;
    }

    @Override
    public Consumer createConsumer(Processor route) throws Exception {
        OutcomesConsumer consumer = consumers.of(this, route);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new IllegalArgumentException("outcomes: can only begin a route");
    }

    @Override
    public boolean isSingleton() {
        return true;
    }
}
