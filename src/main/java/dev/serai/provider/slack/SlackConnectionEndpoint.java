package dev.serai.provider.slack;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.slack.SlackEndpoint;

/** Where messages of all connections go out; nothing comes in. */
class SlackConnectionEndpoint extends SlackEndpoint {

    private final SlackMessages messages;
    private final boolean probe;

    SlackConnectionEndpoint(
            String uri, String channel, SlackConnectionComponent component, SlackMessages messages, boolean probe) {
        super(uri, channel, component);
        this.messages = messages;
        this.probe = probe;
    }

    /** Camel's own producer keeps one token, and tells of a failure after it has said that all is well (CAMEL-23627). */
    @Override
    public Producer createProducer() {
        return new SlackConnectionProducer(this, messages, probe);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new IllegalArgumentException("slack: can only end a route; messages go out by it");
    }
}
