package dev.serai.platform.routes;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.NonManagedService;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.springframework.stereotype.Component;

/**
 * Counts what is under way in each route. Camel's own counts are by id, and a route and the one that replaces it have the
 * same.
 */
@Component
class Underway implements RoutePolicyFactory {

    @Override
    public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        return new Counter();
    }

    /** @return how many exchanges are in this very route */
    static int in(Route route) {
        return route.getRoutePolicyList().stream()
                .filter(Counter.class::isInstance)
                .mapToInt(policy -> ((Counter) policy).underway.get())
                .sum();
    }

    /** No MBean of its own: there is one for each of hundreds of routes. */
    private static final class Counter extends RoutePolicySupport implements NonManagedService {

        private final AtomicInteger underway = new AtomicInteger();

        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            underway.incrementAndGet();
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            underway.decrementAndGet();
        }
    }
}
