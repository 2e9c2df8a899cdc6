package dev.serai.provider;

import dev.serai.refusal.Invalid;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The providers that the hub knows: those whose files are there now, which may change between two calls. */
@Component
public class Providers {

    /** What a connection has as its provider when it is to none that the hub knows. */
    public static final String CUSTOM = "custom";

    private volatile SortedMap<String, Provider> known;

    Providers(ProviderFolder folder) {
        this.known = folder.load();
    }

    /** Replaces all providers at once. */
    void take(SortedMap<String, Provider> providers) {
        known = providers;
    }

    /** @return every provider, sorted by id */
    public List<Provider> all() {
        return List.copyOf(known.values());
    }

    /** @return the provider with this id; empty when the hub does not know it */
    public Optional<Provider> find(String id) {
        return Optional.ofNullable(known.get(id));
    }

    /**
     * @param kind a provider's id, or a category such as {@code crm}
     * @return the ids of the providers of that kind; none for an unknown one
     */
    public List<String> ofKind(String kind) {
        return known.values().stream()
                .filter(provider ->
                        provider.id().equals(kind) || provider.category().equals(kind))
                .map(Provider::id)
                .toList();
    }

    /**
     * Refuses a provider that the hub does not know.
     *
     * @param field where the caller wrote it
     * @return the provider
     * @throws Invalid when it is unknown
     */
    public Provider require(String field, String id) {
        return find(id).orElseThrow(() ->
                new Invalid(field, "is not a known provider; known are " + String.join(", ", known.keySet())));
    }

    /**
     * Finds the provider that a caller means without having to know the hub's ids.
     *
     * @param words what the caller says of it, the most telling first, such as a name or a type; null says nothing
     * @return its id, or {@value #CUSTOM}
     */
    public String meantBy(@Nullable String... words) {
        for (String word : words) {
            String plain = word == null ? "" : plain(word);
            Optional<Provider> meant = known.values().stream()
                    .filter(provider -> plain(provider.id()).equals(plain)
                            || plain(provider.name()).equals(plain))
                    .findFirst();
            if (meant.isPresent()) {
                return meant.get().id();
            }
        }
        return CUSTOM;
    }

    /** Names differ by case, spaces and underscores only in how people write them. */
    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
