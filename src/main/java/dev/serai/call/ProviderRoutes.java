package dev.serai.call;

import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** Hands work to the routes that stand beside a provider's file. */
@Component
public class ProviderRoutes {

    private final CamelContext camel;
    private final ProducerTemplate template;

    ProviderRoutes(CamelContext camel, ProducerTemplate template) {
        this.camel = camel;
        this.template = template;
    }

    /**
     * Sends something to a route, and waits.
     *
     * @param route what stands behind {@code direct:}
     * @param body what the route works on
     * @return what the route leaves as the body; null: nothing
     * @throws ProviderFault when there is no such route, or it says so; other exceptions of the route come as they are
     */
    public <T> T call(String route, Object body, Class<T> type) {
        String uri = "direct:" + route;
        if (camel.hasEndpoint(uri) == null) {
            throw new ProviderFault(ErrorClass.OPERATOR, "This hub has no route " + uri);
        }
        Exchange answer = template.send(uri, exchange -> exchange.getMessage().setBody(body));
        Exception failed = answer.getException();
        if (failed instanceof RuntimeException known) {
            throw known;
        }
        if (failed != null) {
            throw new IllegalStateException("route " + uri + " failed", failed);
        }
        return answer.getMessage().getBody(type);
    }
}
