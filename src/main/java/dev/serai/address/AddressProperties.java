package dev.serai.address;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the hub, and the product's pages, are found from outside.
 *
 * @param publicUrl property {@code serai.public-url}: what users, providers and receivers put in front of the hub's paths,
 *     an HTTP or HTTPS URL without query; null or blank: {@code http://localhost} with the port
 * @param frontendUrl property {@code serai.frontend-url}: the page that the browser is sent to after an authorisation, an
 *     HTTP or HTTPS URL; null or blank: none
 */
@ConfigurationProperties("serai")
record AddressProperties(@Nullable URI publicUrl, @Nullable URI frontendUrl) {

    AddressProperties {
        publicUrl = present(publicUrl);
        frontendUrl = present(frontendUrl);
        if (publicUrl != null && (!isHttp(publicUrl) || publicUrl.getRawQuery() != null)) {
            throw new IllegalArgumentException(
                    "serai.public-url (SERAI_PUBLIC_URL) must be a URL such as https://hub.example.com");
        }
        if (frontendUrl != null && !isHttp(frontendUrl)) {
            throw new IllegalArgumentException("serai.frontend-url (SERAI_FRONTEND_URL) must be a URL such as"
                    + " https://app.example.com/settings/integrations");
        }
    }

    private static @Nullable URI present(@Nullable URI url) {
        return url == null || url.toString().isBlank() ? null : url;
    }

    private static boolean isHttp(URI url) {
        return url.getHost() != null
                && String.valueOf(url.getScheme()).matches("(?i)https?")
                && url.getRawFragment() == null;
    }
}
