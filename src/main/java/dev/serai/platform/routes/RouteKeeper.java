package dev.serai.platform.routes;

import dev.serai.platform.routes.RouteCheck.Outcome;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.model.ModelCamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;

/**
 * Keeps the last good routes running. Of a change to several files it takes over what is right, and tells once what is
 * not. Not safe for use by several threads at once.
 */
final class RouteKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(RouteKeeper.class);

    private final Surroundings surroundings;
    private final RetiredRoutes retired;
    private final LiveRoutes live;
    private final Map<String, String> refused = new HashMap<>();
    /** Faults of files that Camel took at the start: they keep nobody from changing other files. */
    private final Set<String> tolerated;

    private final ProviderNeeds needs;

    private RouteSet active;
    /** What was found when a provider's needs kept some of it from being taken over; null: nothing was kept back. */
    private @Nullable SortedMap<String, String> keptBack;

    private SortedMap<String, String> neededThen = new TreeMap<>();

    /**
     * @param loaded what stood in the files that Camel started with
     * @param camel a context that runs
     * @param needs which of the routes providers can't do without
     */
    RouteKeeper(
            SortedMap<String, String> loaded,
            ModelCamelContext camel,
            ApplicationContext context,
            ProviderNeeds needs,
            Clock clock) {
        this.needs = needs;
        this.surroundings = new ContextSurroundings(context, camel);
        this.retired = new RetiredRoutes(camel);
        this.live = new LiveRoutes(camel, new RunningRoutes(camel, retired), clock);
        this.active = new RouteSet(RouteCheck.read(loaded));
        live.label(active);
        this.tolerated = RouteCheck.of(loaded, surroundings, Map.of(), active.documents()).findings().stream()
                .map(Finding::line)
                .collect(Collectors.toSet());
        if (!tolerated.isEmpty()) {
            LOG.warn("The routes have started, but are not as they should be:\n{}", String.join("\n", tolerated));
        }
    }

    /** Puts away routes that have ended, and takes away those that a provider does not need any more. */
    void look() {
        retired.look();
        SortedMap<String, String> found = keptBack;
        if (found != null && !needs.now().equals(neededThen)) {
            take(found);
        }
    }

    /**
     * Takes over what stands in the files, except what can't be used.
     *
     * @param found what stands in each file, by its name
     */
    void take(SortedMap<String, String> found) {
        RouteSet now = active;
        SortedMap<String, String> before = contents(now);
        SortedMap<String, String> wanted = new TreeMap<>(found);
        Map<String, String> refusals = new TreeMap<>();
        keptBack = null;
        while (!wanted.equals(before)) {
            Outcome outcome = RouteCheck.of(wanted, surroundings, owners(now), now.documents());
            List<Finding> findings = outcome.findings().stream()
                    .filter(finding -> !tolerated.contains(finding.line())
                            || !Objects.equals(wanted.get(finding.file()), before.get(finding.file())))
                    .toList();
            if (findings.isEmpty()) {
                RouteSet next = new RouteSet(outcome.documents());
                findings = needs.lost(now, next);
                if (findings.isEmpty()) {
                    try {
                        live.change(now, next);
                        tellWhatWaits(now, next);
                        active = next;
                        break;
                    } catch (UnusableRoutes unusable) {
                        findings = List.of(new Finding(unusable.file(), unusable.fault()));
                    }
                } else {
                    keptBack = found;
                    neededThen = needs.now();
                }
            }
            giveUp(findings, wanted, before, refusals);
        }
        tell(refusals, before);
    }

    private static Map<String, String> owners(RouteSet routes) {
        Map<String, String> owners = new HashMap<>();
        routes.routes().values().forEach(route -> {
            owners.put(RouteCheck.name("route", route.id()), route.file());
            owners.put(route.begin(), route.file());
        });
        routes.configurations()
                .values()
                .forEach(part -> owners.put(RouteCheck.name("route configuration", part.id()), part.file()));
        routes.templates()
                .values()
                .forEach(part -> owners.put(RouteCheck.name("route template", part.id()), part.file()));
        return owners;
    }

    /** Takes back what is at fault, so that the rest can be taken over. */
    private static void giveUp(
            List<Finding> findings,
            SortedMap<String, String> wanted,
            SortedMap<String, String> before,
            Map<String, String> refusals) {
        Set<String> different = new LinkedHashSet<>(wanted.keySet());
        different.addAll(before.keySet());
        different.removeIf(file -> Objects.equals(wanted.get(file), before.get(file)));
        Set<String> guilty = new LinkedHashSet<>(different);
        guilty.retainAll(findings.stream().map(Finding::file).toList());
        if (guilty.isEmpty()) {
            // Files that were right miss something: whoever had it has lost it.
            guilty =
                    different.stream().filter(file -> !wanted.containsKey(file)).collect(Collectors.toSet());
        }
        if (guilty.isEmpty()) {
            guilty = different;
        }
        for (String file : guilty) {
            refusals.put(
                    file,
                    findings.stream()
                            .filter(finding -> finding.file().equals(file) || !different.contains(finding.file()))
                            .map(Finding::line)
                            .collect(Collectors.joining("\n")));
            if (before.containsKey(file)) {
                wanted.put(file, before.get(file));
            } else {
                wanted.remove(file);
            }
        }
    }

    private void tell(Map<String, String> refusals, SortedMap<String, String> before) {
        refusals.forEach((file, why) -> {
            if (!why.equals(refused.get(file))) {
                LOG.warn(
                        "{} can't be taken over{}:\n{}",
                        file,
                        before.containsKey(file) ? "; what it was stays" : "",
                        why);
            }
        });
        refused.clear();
        refused.putAll(refusals);
    }

    private static void tellWhatWaits(RouteSet now, RouteSet next) {
        Set<String> files = new LinkedHashSet<>(now.files());
        files.addAll(next.files());
        for (String file : files) {
            if (!now.starting(file).equals(next.starting(file))) {
                LOG.warn("{}: what it says of REST, beans or data formats holds after the hub's next start", file);
            }
        }
    }

    private static SortedMap<String, String> contents(RouteSet routes) {
        SortedMap<String, String> contents = new TreeMap<>();
        routes.documents().forEach((file, document) -> contents.put(file, document.content()));
        return contents;
    }
}
