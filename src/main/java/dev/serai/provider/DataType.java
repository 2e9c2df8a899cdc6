package dev.serai.provider;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of data that can be read from a provider, such as contacts.
 *
 * @param name its name, such as {@code contacts}
 * @param route the route that reads a page of it ({@code direct:<route>}); null: {@code listing} says how
 * @param listing how a page of it is asked for and read; null: {@code route} does it
 * @param filters what a caller may narrow it down by: the filter's name, and the provider's name for it
 */
public record DataType(String name, @Nullable String route, @Nullable Listing listing, Map<String, String> filters) {

    public DataType {
        filters = Map.copyOf(filters);
    }
}
