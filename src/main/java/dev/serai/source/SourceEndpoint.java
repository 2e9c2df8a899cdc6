package dev.serai.source;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** Where routes begin that bring the hub's own rows to their end; nothing can be sent to it. */
public abstract class SourceEndpoint extends DefaultEndpoint {

    /**
     * @param uri the address that a route names
     * @param component what it belongs to
     */
    protected SourceEndpoint(String uri, Component component) {
        super(uri, component);
    }

    /** @return what brings rows into a route */
    protected abstract Consumer consumer(Processor route);

    @Override
    public final Consumer createConsumer(Processor route) throws Exception {
        Consumer consumer = consumer(route);
        configureConsumer(consumer);
        return consumer;
    }

    /** @throws IllegalArgumentException always, naming what the route did wrong */
    @Override
    public final Producer createProducer() {
        throw new IllegalArgumentException(getEndpointBaseUri() + " can only begin a route" + instead());
    }

    /** @return what to do instead of sending to it, as the rest of a sentence */
    protected String instead() {
        return "";
    }

    @Override
    public boolean isSingleton() {
        return true;
    }
}
