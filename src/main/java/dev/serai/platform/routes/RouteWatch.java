package dev.serai.platform.routes;

import dev.serai.platform.routes.RouteCheck.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes changes of the routes' files over while the hub runs, within two seconds. A file with a fault changes nothing, and
 * keeps no other file from being taken over.
 */
@Component
class RouteWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RouteWatch.class);

    /** A change is taken over at the second look that sees it. */
    private static final Duration PERIOD = Duration.ofMillis(500);

    private final RouteFolder folder;
    private final FolderRoutes loaded;
    private final CamelContext camel;
    private final Surroundings surroundings;
    private final RetiredRoutes retired;
    private final LiveRoutes live;
    private final Map<String, String> refused = new HashMap<>();
    private @Nullable RouteSet active;
    private @Nullable ScheduledExecutorService watcher;

    RouteWatch(RouteFolder folder, FolderRoutes loaded, CamelContext camel, ApplicationContext context, Clock clock) {
        this.folder = folder;
        this.loaded = loaded;
        this.camel = camel;
        this.surroundings = new ContextSurroundings(context, camel);
        this.retired = new RetiredRoutes(camel);
        ModelCamelContext model = (ModelCamelContext) camel;
        this.live = new LiveRoutes(model, new RunningRoutes(model, retired), clock);
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "routes");
            thread.setDaemon(true);
            return thread;
        });
        started.scheduleWithFixedDelay(this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        watcher = started;
    }

    private void look() {
        try {
            if (!camel.isStarted()) {
                return;
            }
            retired.look();
            if (active == null) {
                active = new RouteSet(RouteCheck.read(loaded.loaded()));
                live.label(active);
            }
            SortedMap<String, String> found = folder.look();
            if (found != null) {
                takeOver(active, found);
            }
        } catch (RuntimeException | Error unexpected) {
            // Let out, it would end the watch for good.
            LOG.error("Routes could not be looked at", unexpected);
        }
    }

    private void takeOver(RouteSet now, SortedMap<String, String> found) {
        SortedMap<String, String> before = contents(now);
        SortedMap<String, String> wanted = new TreeMap<>(found);
        Map<String, String> refusals = new TreeMap<>();
        while (!wanted.equals(before)) {
            Outcome outcome = RouteCheck.of(wanted, surroundings);
            List<Finding> findings = outcome.findings();
            if (findings.isEmpty()) {
                RouteSet next = new RouteSet(outcome.documents());
                try {
                    live.change(now, next);
                    tellWhatWaits(now, next);
                    active = next;
                    break;
                } catch (UnusableRoutes unusable) {
                    findings = List.of(new Finding(unusable.file(), unusable.fault()));
                }
            }
            giveUp(findings, wanted, before, refusals);
        }
        tell(refusals, before);
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

    @Override
    public synchronized void stop() {
        if (watcher != null) {
            watcher.shutdownNow();
            try {
                // An exchange that has begun is brought to its end before the routes are stopped.
                watcher.awaitTermination(PERIOD.toMillis() * 10, TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            watcher = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return watcher != null;
    }
}
