package dev.serai.call;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Makes the calls of one endpoint. */
class ProviderCallProducer extends DefaultProducer {

    private final ProviderCalls calls;
    private final CallTemplate template;
    private final boolean reading;

    ProviderCallProducer(ProviderCallEndpoint endpoint, ProviderCalls calls, CallTemplate template, boolean reading) {
        super(endpoint);
        this.calls = calls;
        this.template = template;
        this.reading = reading;
    }

    @Override
    public void process(Exchange exchange) {
        Action action = exchange.getMessage().getBody() instanceof Action given
                ? given
                : exchange.getProperty(ProviderCallEndpoint.ACTION, Action.class);
        if (action == null) {
            throw new IllegalStateException("provider-call: the exchange carries no action");
        }
        exchange.setProperty(ProviderCallEndpoint.ACTION, action);
        ProviderRequest request = template.request(action.input());
        exchange.getMessage()
                .setBody(calls.json(action.connection(), action.provider(), reading ? request.thatReads() : request));
    }
}
