package dev.serai.platform.routes;

import dev.serai.platform.routes.RouteSet.Part;
import dev.serai.provider.DataType;
import dev.serai.provider.Provider;
import dev.serai.provider.Providers;
import dev.serai.yaml.Fault;
import dev.serai.yaml.Place;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The routes that providers' files name: while a provider is in use, they can't be taken away. */
final class ProviderNeeds {

    private final Providers providers;

    ProviderNeeds(Providers providers) {
        this.providers = providers;
    }

    /** @return where the routes begin that are needed now, each with the id of a provider that needs it */
    SortedMap<String, String> now() {
        SortedMap<String, String> needed = new TreeMap<>();
        for (Provider provider : providers.all()) {
            if (provider.health() != null && provider.health().route() != null) {
                needed.put("direct:" + provider.health().route(), provider.id());
            }
            for (DataType type : provider.dataTypes().values()) {
                if (type.route() != null) {
                    needed.put("direct:" + type.route(), provider.id());
                }
            }
        }
        return needed;
    }

    /**
     * Finds what a change would take away.
     *
     * @return a finding for each route that is needed and that nobody would have any more, in the file that has it now
     */
    List<Finding> lost(RouteSet before, RouteSet after) {
        Set<String> begins = after.routes().values().stream().map(Part::begin).collect(Collectors.toSet());
        SortedMap<String, String> needed = now();
        return before.routes().values().stream()
                .filter(part -> needed.containsKey(part.begin()) && !begins.contains(part.begin()))
                .map(part -> new Finding(
                        part.file(),
                        new Fault(
                                Place.START,
                                "a route must begin at '" + part.begin() + "', since the file of the provider '"
                                        + needed.get(part.begin()) + "' names it")))
                .toList();
    }
}
