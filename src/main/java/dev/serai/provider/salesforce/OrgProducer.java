package dev.serai.provider.salesforce;

import dev.serai.provider.ProviderFault;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.component.salesforce.SalesforceProducer;
import org.apache.camel.component.salesforce.api.SalesforceException;

/** Has the component do an operation for the organisation that the exchange is for. */
class OrgProducer extends SalesforceProducer {

    OrgProducer(OrgEndpoint endpoint) throws SalesforceException {
        super(endpoint);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Org org = exchange.getProperty(Org.PROPERTY, Org.class);
        if (org == null) {
            exchange.setException(new IllegalStateException("The exchange does not say which organisation it is for"));
            callback.done(true);
            return true;
        }
        // The component's client is called before this returns, in this thread, and knows no exchange.
        GuardedRestClient.actFor(org);
        return super.process(exchange, doneSync -> {
            GuardedRestClient.actForNobody();
            tellFault(exchange);
            callback.done(doneSync);
        });
    }

    /** What the hub's own call said, without what the component puts around it. */
    private static void tellFault(Exchange exchange) {
        for (Throwable cause = exchange.getException(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ProviderFault fault) {
                exchange.setException(fault);
                return;
            }
        }
    }
}
