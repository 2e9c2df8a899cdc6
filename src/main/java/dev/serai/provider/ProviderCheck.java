package dev.serai.provider;

import com.fasterxml.jackson.core.JsonPointer;
import dev.serai.yaml.Fault;
import java.util.ArrayList;
import java.util.List;

/** Checks a provider's file without a hub. */
public final class ProviderCheck {

    private final ProviderForm form = new ProviderForm();

    /**
     * A route that a provider's file names.
     *
     * @param name the route's name: it begins at {@code direct:<name>}
     * @param at where the file says so
     */
    public record NamedRoute(String name, JsonPointer at) {}

    /**
     * Checks a file.
     *
     * @param folder the name of the folder that it is in
     * @param content what stands in it
     * @return what is wrong, in the file's order; nothing when all is well
     */
    public List<Fault> faults(String folder, String content) {
        try {
            form.read(folder, folder, content);
            return List.of();
        } catch (BrokenProvider broken) {
            return broken.faults();
        }
    }

    /**
     * Finds the routes that a file names.
     *
     * @param folder the name of the folder that it is in
     * @param content what stands in it
     * @return the routes; none when the file has faults
     */
    public List<NamedRoute> routes(String folder, String content) {
        List<NamedRoute> routes = new ArrayList<>();
        try {
            Provider provider = form.read(folder, folder, content);
            if (provider.health() != null && provider.health().route() != null) {
                routes.add(new NamedRoute(provider.health().route(), JsonPointer.compile("/health/route")));
            }
            provider.dataTypes().values().forEach(type -> {
                if (type.route() != null) {
                    routes.add(new NamedRoute(
                            type.route(),
                            JsonPointer.empty()
                                    .appendProperty("dataTypes")
                                    .appendProperty(type.name())
                                    .appendProperty("route")));
                }
            });
        } catch (BrokenProvider broken) {
            return List.of();
        }
        return routes;
    }
}
