package dev.serai.call;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Makes the calls of one endpoint. */
class ProviderCallProducer extends DefaultProducer {

    private final ProviderCalls calls;
    private final CallTemplate template;

    ProviderCallProducer(ProviderCallEndpoint endpoint, ProviderCalls calls, CallTemplate template) {
        super(endpoint);
        this.calls = calls;
        this.template = template;
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
        exchange.getMessage()
                .setBody(calls.json(action.connection(), action.provider(), template.request(action.input())));
    }
}
