package dev.serai.provider.sap;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.sap.netweaver.NetWeaverComponent;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Camel's component for SAP Gateway, for all systems at once. As it comes, an endpoint is of one system, and its address
 * holds the user's name and password, unencoded. Here the exchange says which system is meant ({@link Gateway#PROPERTY}),
 * and what the component asks for is sent by {@link GatewaySender} with that connection's credentials.
 */
@Component("sap-netweaver")
@Lazy
public class GatewayComponent extends NetWeaverComponent {

    GatewayComponent() {}

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        GatewayEndpoint endpoint = new GatewayEndpoint(uri, this);
        endpoint.setUrl(GatewaySender.SCHEME + ":" + remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
