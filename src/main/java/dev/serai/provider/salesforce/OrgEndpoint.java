package dev.serai.provider.salesforce;

import org.apache.camel.Producer;
import org.apache.camel.component.salesforce.SalesforceEndpoint;
import org.apache.camel.component.salesforce.api.SalesforceException;

/** One operation of Salesforce's component, for whatever organisation an exchange is for. */
class OrgEndpoint extends SalesforceEndpoint {

    /** @param parsed what the component has read from the address */
    OrgEndpoint(String uri, ManyOrgsComponent component, SalesforceEndpoint parsed) {
        super(uri, component, parsed.getConfiguration(), parsed.getOperationName(), parsed.getTopicName());
    }

    @Override
    public Producer createProducer() throws SalesforceException {
        return new OrgProducer(this);
    }
}
