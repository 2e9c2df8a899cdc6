package dev.serai.platform.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.boot.CamelSpringBootRoutesCollector;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/** The routes that Camel starts with: those of the routes directory. What was read then is what later looks compare with. */
@Component
class FolderRoutes extends CamelSpringBootRoutesCollector {

    private final RouteFolder folder;
    private volatile SortedMap<String, String> loaded = new TreeMap<>();

    FolderRoutes(ApplicationContext context, RouteFolder folder) {
        super(context, false);
        this.folder = folder;
    }

    @Override
    public Collection<Resource> findRouteResourcesFromDirectory(
            CamelContext camel, @Nullable String excludePattern, @Nullable String includePattern) {
        try {
            loaded = folder.load();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return loaded.entrySet().stream()
                .map(file -> ResourceHelper.fromString("file:" + file.getKey(), file.getValue()))
                .toList();
    }

    /** @return what stood in the files that Camel started with */
    SortedMap<String, String> loaded() {
        return loaded;
    }
}
