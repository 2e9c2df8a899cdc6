package dev.serai.platform.routes;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.ServiceStatus;
import org.apache.camel.impl.engine.AbstractCamelContext;
import org.apache.camel.impl.engine.DefaultRouteStartupOrder;
import org.apache.camel.impl.engine.RouteService;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteDefinitionHelper;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.SimpleExpression;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.spi.RouteStartupOrder;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.OrderedLocationProperties;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges routes in a Camel context that runs. Camel itself stops a route, waits until nothing is in it, and only then
 * lets the next one begin: a route that is never idle could not be exchanged. Here the old route hands its place over at
 * once and ends what is in it beside the new one; who calls a {@code direct:} address in between waits for the blink that
 * it takes.
 */
final class RunningRoutes {

    private final ModelCamelContext camel;
    private final RetiredRoutes retired;

    RunningRoutes(ModelCamelContext camel, RetiredRoutes retired) {
        this.camel = camel;
        this.retired = retired;
    }

    /**
     * A route that has given up its place.
     *
     * @param place where it stood in the order of the start
     */
    record Detached(RouteService service, RouteDefinition definition, RouteStartupOrder place) {

        Route route() {
            return service.getRoute();
        }
    }

    /** @return whether a route's precondition holds; Camel starts no other one */
    boolean isWanted(RouteDefinition definition) {
        if (definition.getPrecondition() == null) {
            return true;
        }
        ExpressionDefinition precondition = new SimpleExpression(definition.getPrecondition());
        precondition.initPredicate(camel);
        return precondition.getPredicate().matches(new DefaultExchange(camel));
    }

    /**
     * Tries whether a route could start, beside the one of the same name that runs, and without taking anything in.
     *
     * @param definition is used up
     * @throws Exception when it could not
     */
    void tryOut(RouteDefinition definition) throws Exception {
        definition.setId("trial-of-" + definition.getRouteId());
        RouteDefinitionHelper.forceAssignIds(camel, definition.getInput());
        RouteDefinitionHelper.forceAssignIds(camel, definition);
        engine().setStartingRoutes(true);
        try {
            givePlaceholdersOf(definition);
            Route route = Definitions.model(camel).getModelReifierFactory().createRoute(camel, definition);
            try {
                new RouteService(route).setUp();
                ServiceHelper.startService(route.getEndpoint());
                for (Service service : steps(route)) {
                    ServiceHelper.startService(service);
                }
            } finally {
                ServiceHelper.stopAndShutdownServices(steps(route));
                lifecycles().forEach(lifecycle -> lifecycle.onRoutesRemove(List.of(route)));
            }
        } finally {
            camel.getPropertiesComponent().setLocalProperties(null);
            engine().setStartingRoutes(false);
        }
    }

    private void givePlaceholdersOf(RouteDefinition definition) {
        if (definition.getTemplateParameters() != null) {
            OrderedLocationProperties parameters = new OrderedLocationProperties();
            parameters.putAll(definition.getLocation(), definition.getTemplateParameters());
            camel.getPropertiesComponent().setLocalProperties(parameters);
        }
    }

    private static List<Service> steps(Route route) {
        return route.getServices().stream()
                .filter(service -> !(service instanceof Consumer))
                .toList();
    }

    /** @return whether the route is there and takes things in; an operator may have stopped it */
    boolean isRunning(String id) {
        return camel.getRouteController().getRouteStatus(id) == ServiceStatus.Started && place(id) != null;
    }

    /**
     * Has a route give up its place: it takes nothing in any more, and ends what is in it.
     *
     * @param id a route that runs
     */
    Detached detach(String id) {
        DefaultRouteStartupOrder place = place(id);
        if (place == null) {
            throw new IllegalStateException("Route " + id + " does not run");
        }
        Route route = place.getRoute();
        Detached detached = new Detached(place.getRouteService(), camel.getRouteDefinition(id), place);
        List<Service> services = List.copyOf(route.getServices());
        for (LifecycleStrategy lifecycle : lifecycles()) {
            services.forEach(service -> lifecycle.onServiceRemove(camel, service, route, true));
            lifecycle.onRoutesRemove(List.of(route));
        }
        camel.getRouteDefinitions().remove(detached.definition());
        camel.getCamelContextExtension().removeRoute(route);
        startupOrder().remove(place);
        ServiceHelper.suspendService(route.getConsumer());
        return detached;
    }

    /** Lets a route that was detached end what is in it, for good. */
    void retire(Detached detached) {
        retired.add(detached.route());
    }

    /** Gives a route its place back. */
    void attach(Detached detached) throws Exception {
        Route route = detached.route();
        if (!ServiceHelper.resumeService(route.getConsumer())) {
            ServiceHelper.startService(route.getConsumer());
        }
        camel.getRouteDefinitions().add(detached.definition());
        camel.getCamelContextExtension().addRoute(route);
        startupOrder().add(detached.place());
        engine().startRouteService(detached.service(), false);
        for (LifecycleStrategy lifecycle : lifecycles()) {
            lifecycle.onRoutesAdd(List.of(route));
        }
    }

    /**
     * Starts a new route.
     *
     * @throws Exception when it can't start; then nothing of it stays
     */
    void start(RouteDefinition definition) throws Exception {
        retired.keepName(definition.getRouteId());
        camel.getRouteDefinitions().add(definition);
        try {
            camel.startRouteDefinitions(List.of(definition));
        } catch (Exception failed) {
            discard(definition);
            throw failed;
        }
    }

    /** Takes away what a route that was started just now has left. */
    void discard(RouteDefinition definition) {
        camel.getRouteDefinitions().remove(definition);
        Route route = camel.getRoute(definition.getRouteId());
        if (route == null) {
            return;
        }
        for (LifecycleStrategy lifecycle : lifecycles()) {
            route.getServices().forEach(service -> lifecycle.onServiceRemove(camel, service, route, true));
            lifecycle.onRoutesRemove(List.of(route));
        }
        camel.getCamelContextExtension().removeRoute(route);
        startupOrder().removeIf(order -> order.getRoute() == route);
        if (route.getConsumer() != null) {
            ServiceHelper.suspendService(route.getConsumer());
        }
        retired.add(route);
    }

    /** Takes a route away that does not run. */
    void remove(String id) throws Exception {
        camel.getRouteController().stopRoute(id);
        camel.removeRoute(id);
    }

    /** Lets a route that was detached go as soon as nothing is in it. */
    void removeWhenIdle(Detached detached) {
        retired.addLeaving(detached.route());
    }

    private @Nullable DefaultRouteStartupOrder place(String id) {
        for (RouteStartupOrder order : List.copyOf(startupOrder())) {
            if (order.getRoute().getId().equals(id) && order instanceof DefaultRouteStartupOrder place) {
                return place;
            }
        }
        return null;
    }

    private List<RouteStartupOrder> startupOrder() {
        return camel.getCamelContextExtension().getRouteStartupOrder();
    }

    private List<LifecycleStrategy> lifecycles() {
        return new ArrayList<>(camel.getLifecycleStrategies());
    }

    private AbstractCamelContext engine() {
        return (AbstractCamelContext) camel;
    }
}
