package dev.serai.provider;

import dev.serai.refusal.Invalid;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The providers that the hub knows. */
@Component
public class Providers {

    /** What a connection has as its provider when it is to none that the hub knows. */
    public static final String CUSTOM = "custom";

    private static final List<Provider> KNOWN = List.of(
            new Provider("calendly", "Calendly", "scheduling"),
            new Provider("gmail", "Gmail", "email"),
            new Provider("google_calendar", "Google Calendar", "calendar"),
            new Provider("hubspot", "HubSpot", "crm"),
            new Provider("outlook", "Outlook", "email"),
            new Provider("salesforce", "Salesforce", "crm"),
            new Provider("sap", "SAP", "erp"),
            new Provider("slack", "Slack", "messaging"),
            new Provider("smtp", "SMTP", "email"),
            new Provider("zapier", "Zapier", "automation"),
            new Provider("zoom", "Zoom", "meetings"));

    /** @return every provider, sorted by id */
    public List<Provider> all() {
        return KNOWN;
    }

    /** @return the provider with this id; empty when the hub does not know it */
    public Optional<Provider> find(String id) {
        return KNOWN.stream().filter(provider -> provider.id().equals(id)).findFirst();
    }

    /**
     * @param kind a provider's id, or a category such as {@code crm}
     * @return the ids of the providers of that kind; none for an unknown one
     */
    public List<String> ofKind(String kind) {
        return KNOWN.stream()
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
        return find(id).orElseThrow(() -> new Invalid(
                field,
                "is not a known provider; known are "
                        + KNOWN.stream().map(Provider::id).collect(Collectors.joining(", "))));
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
            Optional<Provider> meant = KNOWN.stream()
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
