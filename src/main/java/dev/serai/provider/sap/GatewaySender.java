package dev.serai.provider.sap;

import dev.serai.call.ProviderCalls;
import dev.serai.call.ProviderRequest;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.ProcessorEndpoint;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Sends what Camel's component for SAP Gateway asks for: through the connection of the system that is acted for, by the
 * hub's guarded client. It stands where the component has an HTTP endpoint of its own.
 */
@Component(GatewaySender.SCHEME)
@Lazy
class GatewaySender extends DefaultComponent {

    static final String SCHEME = "sap-gateway";

    private static final ThreadLocal<@Nullable Gateway> ACTING_FOR = new ThreadLocal<>();

    private final ProviderCalls calls;
    private final ServicePaths paths;

    GatewaySender(ProviderCalls calls, ServicePaths paths) {
        this.calls = calls;
        this.paths = paths;
    }

    /** Says for which system the requests of this thread are, until {@link #actForNobody}. */
    static void actFor(Gateway gateway) {
        ACTING_FOR.set(gateway);
    }

    static void actForNobody() {
        ACTING_FOR.remove();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        // Where the component would have a user and a password there are none.
        parameters.clear();
        return new ProcessorEndpoint(uri, this, this::send);
    }

    // The component looks for the answer nowhere else.
    @SuppressWarnings("deprecation")
    private void send(Exchange exchange) {
        Gateway gateway = ACTING_FOR.get();
        if (gateway == null) {
            throw new IllegalStateException("It is not said which system a request is for");
        }
        String command = exchange.getIn().getHeader(Exchange.HTTP_PATH, String.class);
        exchange.getOut()
                .setBody(calls.send(
                                gateway.connection(),
                                gateway.provider(),
                                ProviderRequest.of("GET", paths.below(gateway, command)))
                        .body());
    }
}
