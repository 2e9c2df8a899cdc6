package dev.serai.provider.sap;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import org.apache.camel.Exchange;
import org.apache.camel.component.sap.netweaver.NetWeaverProducer;

/** Has the component read from the system that the exchange is for. */
class GatewayProducer extends NetWeaverProducer {

    GatewayProducer(GatewayEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Gateway gateway = exchange.getProperty(Gateway.PROPERTY, Gateway.class);
        if (gateway == null) {
            throw new IllegalStateException("The exchange does not say which system it is for");
        }
        // The component sends an exchange of its own, in this thread, which knows nothing of this one.
        GatewaySender.actFor(gateway);
        try {
            super.process(exchange);
        } catch (JsonProcessingException malformed) {
            throw new ProviderFault(ErrorClass.RETRY, "SAP gave an answer that is not JSON");
        } finally {
            GatewaySender.actForNobody();
        }
    }
}
