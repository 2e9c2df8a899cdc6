package dev.serai.platform.routes;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes that take nothing in any more and end what is in them. One is put away when two looks in a row found nothing in
 * it: whoever was just about to call it has done so by then. Not safe for use by several threads at once.
 */
final class RetiredRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(RetiredRoutes.class);

    private final CamelContext camel;
    private final Map<Route, Ending> routes = new LinkedHashMap<>();

    RetiredRoutes(CamelContext camel) {
        this.camel = camel;
    }

    private static final class Ending {
        /** Whether Camel still knows the route. */
        private boolean leaving;

        private boolean idle;

        Ending(boolean leaving) {
            this.leaving = leaving;
        }
    }

    /** @param route one that Camel does not know any more, because another has its name */
    void add(Route route) {
        routes.put(route, new Ending(false));
    }

    /** @param route one that Camel is to forget at its end */
    void addLeaving(Route route) {
        routes.put(route, new Ending(true));
    }

    /** Has Camel not forget a route's name: another route has it now. */
    void keepName(String id) {
        routes.forEach((route, ending) -> ending.leaving &= !route.getId().equals(id));
    }

    /** Puts away what is at its end. */
    void look() {
        for (Iterator<Map.Entry<Route, Ending>> each = routes.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Route, Ending> entry = each.next();
            Ending ending = entry.getValue();
            boolean idle = Underway.in(entry.getKey()) == 0;
            if (idle && ending.idle) {
                each.remove();
                putAway(entry.getKey(), ending.leaving);
            }
            ending.idle = idle;
        }
    }

    private void putAway(Route route, boolean leaving) {
        try {
            if (leaving) {
                camel.getRouteController().stopRoute(route.getId());
                camel.removeRoute(route.getId());
            } else {
                ServiceHelper.stopAndShutdownServices(route.getConsumer());
                ServiceHelper.stopAndShutdownServices(route.getServices());
            }
        } catch (Exception failed) {
            LOG.warn("The last of route {} could not be put away", route.getId(), failed);
        }
    }
}
