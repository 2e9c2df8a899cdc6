package dev.serai.provider.sap;

import org.apache.camel.Component;
import org.apache.camel.Producer;
import org.apache.camel.component.sap.netweaver.NetWeaverEndpoint;

/** Reading, from whatever system an exchange is for. */
class GatewayEndpoint extends NetWeaverEndpoint {

    GatewayEndpoint(String uri, Component component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        return new GatewayProducer(this);
    }
}
