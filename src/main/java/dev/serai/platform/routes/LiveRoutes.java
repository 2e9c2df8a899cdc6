package dev.serai.platform.routes;

import dev.serai.platform.routes.RouteSet.Part;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes what runs in Camel what the files say: all that they say, or nothing. Not safe for several threads at once. */
final class LiveRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);
    private static final String STOPPED_BY_HAND = "stoppedByHand";

    private final ModelCamelContext camel;
    private final RunningRoutes running;
    private final Definitions definitions;
    private final Clock clock;

    LiveRoutes(ModelCamelContext camel, RunningRoutes running, Clock clock) {
        this.camel = camel;
        this.running = running;
        this.definitions = new Definitions(camel);
        this.clock = clock;
    }

    /** What is different between two sets of routes. */
    private record Difference(List<Part> changed, List<Part> gone, Set<String> files, Set<String> staleConfigurations) {

        static Difference of(RouteSet before, RouteSet after) {
            List<Part> changed = different(after.routes(), before.routes());
            Set<String> files = new TreeSet<>();
            for (Part part : changed) {
                files.add(part.file());
                if (part.isTemplated()) {
                    files.add(after.templates()
                            .get(part.node().path("routeTemplateRef").asText())
                            .file());
                }
            }
            Set<String> stale = new TreeSet<>();
            different(before.configurations(), after.configurations()).forEach(part -> stale.add(part.id()));
            different(after.configurations(), before.configurations()).forEach(part -> {
                stale.add(part.id());
                files.add(part.file());
            });
            List<Part> gone = before.routes().values().stream()
                    .filter(part -> !after.routes().containsKey(part.id()))
                    .toList();
            return new Difference(changed, gone, files, stale);
        }

        private static List<Part> different(SortedMap<String, Part> these, SortedMap<String, Part> others) {
            return these.values().stream()
                    .filter(part -> !others.containsKey(part.id())
                            || !others.get(part.id()).version().equals(part.version()))
                    .toList();
        }
    }

    /**
     * Takes a change over.
     *
     * @param before what runs now
     * @param after what is to run
     * @throws UnusableRoutes when something of it can't run; then everything runs as before
     */
    void change(RouteSet before, RouteSet after) throws UnusableRoutes {
        Difference difference = Difference.of(before, after);
        List<RouteConfigurationDefinition> configurations = new ArrayList<>(configurations());
        try {
            tryOut(before, difference, after);
            new Exchange(before, after, difference, read(difference, after)).carryOut();
        } catch (UnusableRoutes | RuntimeException failed) {
            configurations().clear();
            configurations().addAll(configurations);
            throw failed;
        }
        difference.gone().forEach(part -> LOG.info("Route {} is gone", part.id()));
        difference
                .changed()
                .forEach(part -> LOG.info(
                        "Route {} is {}: version {} of {}",
                        part.id(),
                        before.routes().containsKey(part.id()) ? "changed" : "new",
                        part.version(),
                        part.file()));
    }

    /** Has the routes that Camel started with say which version they are, where JMX and Hawtio show it. */
    void label(RouteSet routes) {
        for (Part part : routes.routes().values()) {
            Route route = camel.getRoute(part.id());
            if (route != null) {
                route.getProperties().putAll(label(part));
            }
        }
    }

    private Map<String, String> label(Part part) {
        return Map.of(
                "version", part.version(),
                "since", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                "file", part.file());
    }

    private void tryOut(RouteSet before, Difference difference, RouteSet after) throws UnusableRoutes {
        Map<String, RouteDefinition> trial = read(difference, after);
        Set<String> tried = new HashSet<>();
        for (Part part : difference.changed()) {
            if (isAsBefore(part, before) && !tried.add(surroundings(part))) {
                continue;
            }
            try {
                // What this hub leaves out, such as the routes of a Kafka that it does not have, could not start here.
                if (running.isWanted(trial.get(part.id()))) {
                    running.tryOut(trial.get(part.id()));
                }
            } catch (Exception unusable) {
                throw UnusableRoutes.of(after.documents().get(part.file()), part.at(), unusable);
            }
        }
    }

    private static boolean isAsBefore(Part part, RouteSet before) {
        Part old = before.routes().get(part.id());
        return old != null && old.node().equals(part.node());
    }

    /** What a route has its change from that says the same as before: of those that share it, one tells for all. */
    private static String surroundings(Part part) {
        return String.join(
                " ",
                part.file(),
                part.node().path("routeConfigurationId").asText(),
                part.node().path("routeTemplateRef").asText());
    }

    /** Puts the route configurations in force, and has routes made with them. */
    private Map<String, RouteDefinition> read(Difference difference, RouteSet after) throws UnusableRoutes {
        Definitions.Batch batch = definitions.read(
                difference.files().stream().map(after.documents()::get).toList());
        List<RouteConfigurationDefinition> fresh = batch.configurations();
        configurations()
                .removeIf(old -> difference.staleConfigurations().contains(old.getId())
                        || fresh.stream().anyMatch(each -> each.getId().equals(old.getId())));
        configurations().addAll(fresh);
        return batch.routes();
    }

    private List<RouteConfigurationDefinition> configurations() {
        return Definitions.model(camel).getRouteConfigurationDefinitions();
    }

    /** One exchange, which can be taken back until it is done. */
    private final class Exchange {

        private final RouteSet before;
        private final RouteSet after;
        private final Difference difference;
        private final Map<String, RouteDefinition> fresh;
        private final Map<String, RunningRoutes.Detached> detached = new LinkedHashMap<>();
        private final Map<String, RouteDefinition> started = new TreeMap<>();

        Exchange(RouteSet before, RouteSet after, Difference difference, Map<String, RouteDefinition> fresh) {
            this.before = before;
            this.after = after;
            this.difference = difference;
            this.fresh = fresh;
        }

        void carryOut() throws UnusableRoutes {
            try {
                swap();
            } catch (UnusableRoutes | RuntimeException failed) {
                takeBack();
                throw failed;
            }
            finish();
        }

        private void swap() throws UnusableRoutes {
            difference.gone().stream().map(Part::id).filter(running::isRunning).forEach(this::detach);
            // Who begins elsewhere makes room first, since two routes may have changed places.
            difference.changed().stream()
                    .filter(this::beginsElsewhere)
                    .map(Part::id)
                    .filter(running::isRunning)
                    .forEach(this::detach);
            List<Part> stopped = new ArrayList<>();
            for (Part part : difference.changed()) {
                String id = part.id();
                if (!detached.containsKey(id) && running.isRunning(id)) {
                    detach(id);
                }
                if (detached.containsKey(id) || camel.getRoute(id) == null) {
                    start(part);
                } else {
                    stopped.add(part);
                }
            }
            stopped.forEach(this::replaceStopped);
        }

        private void start(Part part) throws UnusableRoutes {
            RouteDefinition definition = fresh.get(part.id());
            label(part).forEach(definition::routeProperty);
            started.put(part.id(), definition);
            try {
                running.start(definition);
            } catch (Exception failed) {
                throw UnusableRoutes.of(after.documents().get(part.file()), part.at(), failed);
            }
        }

        private boolean beginsElsewhere(Part part) {
            Part old = before.routes().get(part.id());
            return old != null && !old.begin().equals(part.begin());
        }

        private void detach(String id) {
            detached.put(id, running.detach(id));
        }

        /** What an operator has stopped stays so; what its file keeps from starting does as the file says now. */
        private void replaceStopped(Part part) {
            String id = part.id();
            RouteDefinition definition = fresh.get(id);
            label(part).forEach(definition::routeProperty);
            if (wasStoppedByHand(camel.getRouteDefinition(id))) {
                definition.setAutoStartup("false");
                definition.routeProperty(STOPPED_BY_HAND, "true");
                LOG.info("Route {} was stopped by hand and stays so", id);
            }
            try {
                running.remove(id);
                running.start(definition);
            } catch (Exception failed) {
                LOG.error("Route {}, which was stopped, could not be replaced", id, failed);
            }
        }

        /** Its file may keep it from starting as well; or it was kept so at an earlier change, and not by its file. */
        private static boolean wasStoppedByHand(RouteDefinition old) {
            return !"false".equals(old.getAutoStartup())
                    || old.getRouteProperties() != null
                            && old.getRouteProperties().stream()
                                    .anyMatch(property -> property.getKey().equals(STOPPED_BY_HAND));
        }

        private void takeBack() {
            started.forEach((id, definition) -> {
                try {
                    running.discard(definition);
                    if (!detached.containsKey(id)) {
                        removeTrace(id);
                    }
                } catch (RuntimeException left) {
                    // All the more the ones before have to run again.
                    LOG.error("Route {} could not be taken away again", id, left);
                }
            });
            detached.forEach((id, old) -> {
                try {
                    running.attach(old);
                } catch (Exception lost) {
                    LOG.error("Route {} could not be put back and is down; start it by hand", id, lost);
                }
            });
        }

        private void finish() {
            detached.forEach((id, old) -> {
                if (started.containsKey(id)) {
                    running.retire(old);
                } else {
                    running.removeWhenIdle(old);
                }
            });
            for (Part part : difference.gone()) {
                if (!detached.containsKey(part.id())) {
                    removeTrace(part.id());
                }
            }
        }

        private void removeTrace(String id) {
            try {
                running.remove(id);
            } catch (Exception failed) {
                LOG.warn("Route {} could not be removed", id, failed);
            }
        }
    }
}
