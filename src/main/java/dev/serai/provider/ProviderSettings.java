package dev.serai.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * What holds for a provider in this hub: what the operator set as {@code serai.providers.<id>.<key>}, else what the
 * provider's file says.
 */
@Component
public class ProviderSettings {

    private static final String BASE_URL = "base-url";

    private final Providers providers;
    private final Environment environment;

    ProviderSettings(Providers providers, Environment environment) {
        this.providers = providers;
        this.environment = environment;
    }

    /**
     * Looks a setting up; it may have changed since the last time.
     *
     * @param providerId the provider's id
     * @param key one that the provider's file declares, such as {@code base-url}
     * @return its value; empty when nobody has set it
     * @throws ProviderFault when the hub has no such provider (any more)
     * @throws IllegalArgumentException when the provider's file does not declare the key
     */
    public Optional<String> get(String providerId, String key) {
        Provider provider = providers
                .find(providerId)
                .orElseThrow(
                        () -> new ProviderFault(ErrorClass.OPERATOR, "This hub has no provider '" + providerId + "'"));
        Setting setting = provider.settings().get(key);
        if (setting == null) {
            throw new IllegalArgumentException("provider " + providerId + " declares no setting " + key);
        }
        String set = environment.getProperty(property(providerId, key));
        // A deployment's template often passes a variable on that nobody has filled in.
        return set != null && !set.isBlank() ? Optional.of(set.strip()) : Optional.ofNullable(setting.standard());
    }

    /** @return whether the operator has set it, in place of what the provider's file says */
    public boolean isSet(String providerId, String key) {
        String set = environment.getProperty(property(providerId, key));
        return set != null && !set.isBlank();
    }

    /**
     * Looks a setting up that the provider can't do without.
     *
     * @return its value
     * @throws ProviderFault when nobody has set it, or the hub has no such provider
     * @throws IllegalArgumentException when the provider's file does not declare the key
     */
    public String require(String providerId, String key) {
        return get(providerId, key)
                .orElseThrow(() -> new ProviderFault(
                        ErrorClass.OPERATOR,
                        "This hub is not set up for the provider yet: " + property(providerId, key) + " is not set"));
    }

    /**
     * Looks an address up that the provider can't do without.
     *
     * @return an absolute HTTP or HTTPS address without a slash at its end
     * @throws ProviderFault when nobody has set it, it is no such address, or the hub has no such provider
     * @throws IllegalArgumentException when the provider's file does not declare the key
     */
    public URI url(String providerId, String key) {
        String value = require(providerId, key);
        return absolute(value.endsWith("/") ? value.substring(0, value.length() - 1) : value)
                .orElseThrow(() -> new ProviderFault(
                        ErrorClass.OPERATOR,
                        "This hub is not set up right: " + property(providerId, key)
                                + " is not an address that begins with http or https"));
    }

    /**
     * Finds where a provider's API is. An address that is set without a path, such as a sandbox's, has the API at the same
     * path as the provider itself.
     *
     * @return an absolute HTTP or HTTPS address without a slash at its end
     * @throws ProviderFault as for {@link #url}
     */
    public URI baseUrl(String providerId) {
        URI set = url(providerId, BASE_URL);
        String standard = providers
                .find(providerId)
                .map(provider -> provider.settings().get(BASE_URL).standard())
                .orElse(null);
        return set.getRawPath().isEmpty() && standard != null
                ? URI.create(set + URI.create(standard).getRawPath())
                : set;
    }

    private static Optional<URI> absolute(String text) {
        try {
            URI url = new URI(text);
            boolean http = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            return http && url.getHost() != null ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private static String property(String providerId, String key) {
        return "serai.providers." + providerId + "." + key;
    }
}
