package dev.serai.call;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.springframework.stereotype.Component;

/**
 * The Camel component {@code provider-call:<method>?path=/contacts/{id}&query=limit,after&body=contact}: one call of a
 * provider's API for the {@link Action} that the exchange carries, as its body or as the property
 * {@value ProviderCallEndpoint#ACTION}. What stands in braces is filled in from the action's input. The body afterwards is
 * the answer as JSON.
 */
@Component("provider-call")
class ProviderCallComponent extends DefaultComponent {

    private final ProviderCalls calls;

    ProviderCallComponent(ProviderCalls calls) {
        this.calls = calls;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        ProviderCallEndpoint endpoint = new ProviderCallEndpoint(uri, this, calls, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
