package dev.serai.platform.routes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.impl.DefaultModel;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Has Camel read files of routes, and keeps what it reads from coming alive. */
final class Definitions {

    private final ModelCamelContext camel;

    Definitions(ModelCamelContext camel) {
        this.camel = camel;
    }

    /**
     * Files that Camel has read. Its route configurations are not in force, and its routes not defined, before
     * {@link #routes} is called.
     */
    static final class Batch {

        private final ModelCamelContext camel;
        private final Map<RouteDocument, RouteBuilder> builders;

        private Batch(ModelCamelContext camel, Map<RouteDocument, RouteBuilder> builders) {
            this.camel = camel;
            this.builders = builders;
        }

        /** @return the route configurations in these files */
        List<RouteConfigurationDefinition> configurations() throws UnusableRoutes {
            List<RouteConfigurationDefinition> found = new ArrayList<>();
            for (Map.Entry<RouteDocument, RouteBuilder> file : builders.entrySet()) {
                if (file.getValue() instanceof RouteConfigurationBuilder builder) {
                    try {
                        builder.setCamelContext(camel);
                        builder.configuration();
                    } catch (Exception unreadable) {
                        throw UnusableRoutes.of(file.getKey(), unreadable);
                    }
                    builder.getRouteConfigurationCollection().setResource(builder.getResource());
                    found.addAll(builder.getRouteConfigurationCollection().getRouteConfigurations());
                }
            }
            return found;
        }

        /** @return the routes in these files by their ids, with the route configurations that are in force now */
        Map<String, RouteDefinition> routes() throws UnusableRoutes {
            Map<String, RouteDefinition> found = new TreeMap<>();
            Workbench workbench = new Workbench(camel);
            for (Map.Entry<RouteDocument, RouteBuilder> file : builders.entrySet()) {
                try {
                    RouteBuilder builder = file.getValue();
                    builder.configureRoutes(camel).getRoutes().forEach(route -> found.put(route.getRouteId(), route));
                    workbench.addRouteTemplateDefinitions(
                            builder.getRouteTemplateCollection().getRouteTemplates());
                } catch (Exception unreadable) {
                    throw UnusableRoutes.of(file.getKey(), unreadable);
                }
            }
            for (Map.Entry<RouteDocument, RouteBuilder> file : builders.entrySet()) {
                try {
                    workbench.addRouteFromTemplatedRoutes(
                            file.getValue().getTemplatedRouteCollection().getTemplatedRoutes());
                } catch (Exception unusable) {
                    throw UnusableRoutes.of(file.getKey(), unusable);
                }
            }
            workbench.made.forEach(route -> found.put(route.getRouteId(), route));
            return found;
        }
    }

    /**
     * Has files read.
     *
     * @throws UnusableRoutes when Camel can't read one of them
     */
    Batch read(Collection<RouteDocument> documents) throws UnusableRoutes {
        Map<RouteDocument, RouteBuilder> builders = new LinkedHashMap<>();
        for (RouteDocument document : documents) {
            Resource resource = ResourceHelper.fromString("file:" + document.file(), document.content());
            try {
                for (RoutesBuilder builder :
                        PluginHelper.getRoutesLoader(camel).findRoutesBuilders(List.of(resource))) {
                    builders.put(document, (RouteBuilder) builder);
                }
            } catch (Exception unreadable) {
                throw UnusableRoutes.of(document, unreadable);
            }
        }
        return new Batch(camel, builders);
    }

    static Model model(ModelCamelContext camel) {
        return camel.getCamelContextExtension().getContextPlugin(Model.class);
    }

    /** Makes routes of templates, and keeps them to itself. */
    private static final class Workbench extends DefaultModel {

        private final List<RouteDefinition> made = new ArrayList<>();

        Workbench(ModelCamelContext camel) {
            super(camel);
            setModelReifierFactory(model(camel).getModelReifierFactory());
        }

        @Override
        public synchronized void addRouteDefinition(RouteDefinition route) {
            made.add(route);
        }
    }
}
