package dev.serai.outbox;

import dev.serai.source.SourceEndpoint;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;

/** Where the outcomes of one topic come from; nothing can be sent to it. */
class OutcomesEndpoint extends SourceEndpoint {

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
    protected Consumer consumer(Processor route) {
        return consumers.of(this, route);
    }
}
