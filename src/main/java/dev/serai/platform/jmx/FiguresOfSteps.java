package dev.serai.platform.jmx;

import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.support.EventNotifierSupport;
import org.springframework.stereotype.Component;

/**
 * Has the steps of a route count on after it was stopped and started again. Camel 4.17 gives them new counters then, but
 * keeps showing the old ones; without the old ones it shows the new.
 */
@Component
class FiguresOfSteps extends EventNotifierSupport {

    FiguresOfSteps() {
        setIgnoreCamelContextEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreExchangeEvents(true);
        setIgnoreStepEvents(true);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof CamelEvent.RouteStoppedEvent;
    }

    @Override
    public void notify(CamelEvent event) throws Exception {
        String route = ((CamelEvent.RouteStoppedEvent) event).getRoute().getRouteId();
        CamelContext camel = getCamelContext();
        ManagementAgent agent = camel.getManagementStrategy().getManagementAgent();
        // Of a hub that ends nothing is counted any more, and looking through all steps for each route would take time.
        if (agent == null || camel.isStopping()) {
            return;
        }
        for (ObjectName step : steps(agent, camel.getManagementName())) {
            if (isOf(route, step, agent.getMBeanServer())) {
                agent.unregister(step);
            }
        }
    }

    private static Set<ObjectName> steps(ManagementAgent agent, String context) throws JMException {
        return agent.getMBeanServer()
                .queryNames(new ObjectName("org.apache.camel:type=processors,context=" + context + ",*"), null);
    }

    private static boolean isOf(String route, ObjectName step, MBeanServer server) throws JMException {
        return route.equals(server.getAttribute(step, "RouteId"));
    }
}
