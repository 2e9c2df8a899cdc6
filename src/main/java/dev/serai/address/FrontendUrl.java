package dev.serai.address;

import java.net.URI;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Where the product's own pages are, to which the browser goes back. */
@Component
public class FrontendUrl {

    private final AddressProperties properties;

    FrontendUrl(AddressProperties properties) {
        this.properties = properties;
    }

    /** @return the settings page; empty when it is not configured */
    public Optional<URI> page() {
        return Optional.ofNullable(properties.frontendUrl());
    }

    /**
     * Adds a parameter to an address.
     *
     * @param name a plain word, which needs no encoding, as the value
     */
    public static String with(String page, String name, String value) {
        return page + (page.indexOf('?') < 0 ? '?' : '&') + name + '=' + value;
    }
}
