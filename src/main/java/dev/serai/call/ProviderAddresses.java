package dev.serai.call;

import dev.serai.connection.OpenConnection;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.Field;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.ProviderSettings;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where the API of a connection is: with some providers each account has its own. */
@Component
class ProviderAddresses {

    private static final String SETTING = "base-url";
    private static final String FIELD = "base_url";

    /** Where only the host is the account's own. */
    private static final String HOST = "host";

    private final ProviderSettings settings;

    ProviderAddresses(ProviderSettings settings) {
        this.settings = settings;
    }

    /**
     * @param ofAccount what the provider said with the token; null: nothing
     * @return where the connection's own field says, else what the operator set, else the token, else the provider's file
     * @throws ProviderFault when nobody has said
     */
    URI base(OpenConnection connection, Provider provider, @Nullable String ofAccount) {
        Optional<String> own = given(connection, provider, FIELD, Field.Format.URL)
                .or(() -> given(connection, provider, HOST, Field.Format.HOST).map(host -> "https://" + host));
        return own.or(() -> Optional.ofNullable(ofAccount).filter(said -> !settings.isSet(provider.id(), SETTING)))
                .map(text -> address(text, provider))
                .orElseGet(() -> settings.baseUrl(provider.id()));
    }

    private static Optional<String> given(
            OpenConnection connection, Provider provider, String name, Field.Format format) {
        return provider.fields().stream()
                .filter(field -> field.name().equals(name) && field.format() == format)
                .findFirst()
                .flatMap(field -> field.in(connection.config()));
    }

    private static URI address(String text, Provider provider) {
        try {
            URI address = URI.create(text.replaceAll("/+$", ""));
            boolean http =
                    "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
            if (http && address.getHost() != null && address.getRawQuery() == null) {
                return address;
            }
        } catch (IllegalArgumentException malformed) {
            // Told below, like every other address that can't be used.
        }
        throw new ProviderFault(
                ErrorClass.PERMANENT, "The address of the connection's " + provider.name() + " can't be used");
    }

    /**
     * @param path below the base, or an address or path that the provider gave
     * @return the whole address
     * @throws ProviderFault when it leads to another host
     */
    static URI below(URI base, String path, Provider provider) {
        try {
            if (!path.startsWith("http:") && !path.startsWith("https:")) {
                // What a provider gives as a path begins at its host, where everything else begins below the base.
                boolean whole = !base.getRawPath().isEmpty() && path.startsWith(base.getRawPath() + "/");
                return whole ? base.resolve(path) : URI.create(base + path);
            }
            URI given = URI.create(path);
            if (base.getScheme().equalsIgnoreCase(given.getScheme())
                    && base.getHost().equalsIgnoreCase(given.getHost())
                    && base.getPort() == given.getPort()) {
                return given;
            }
        } catch (IllegalArgumentException malformed) {
            throw new ProviderFault(ErrorClass.PERMANENT, provider.name() + " names an address that can't be used");
        }
        throw new ProviderFault(ErrorClass.PERMANENT, provider.name() + " names an address on another host");
    }
}
