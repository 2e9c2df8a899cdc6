package dev.serai.address;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the hub is found from outside.
 *
 * @param publicUrl property {@code serai.public-url}: what users, providers and receivers put in front of the hub's paths,
 *     an HTTP or HTTPS URL without query; null or blank: {@code http://localhost} with the port
 */
@ConfigurationProperties("serai")
record AddressProperties(@Nullable URI publicUrl) {

    AddressProperties {
        if (publicUrl != null && publicUrl.toString().isBlank()) {
            publicUrl = null;
        }
        if (publicUrl != null
                && (publicUrl.getHost() == null
                        || !String.valueOf(publicUrl.getScheme()).matches("(?i)https?")
                        || publicUrl.getRawQuery() != null
                        || publicUrl.getRawFragment() != null)) {
            throw new IllegalArgumentException(
                    "serai.public-url (SERAI_PUBLIC_URL) must be a URL such as https://hub.example.com");
        }
    }
}
