package dev.serai.address;

import java.nio.charset.StandardCharsets;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** Makes the URLs by which others reach this hub. */
@Component
public class PublicUrl {

    private final AddressProperties properties;
    private final Environment environment;

    PublicUrl(AddressProperties properties, Environment environment) {
        this.properties = properties;
        this.environment = environment;
    }

    /**
     * Makes a URL.
     *
     * @param segments the path's parts, in clear; each is encoded
     * @return the URL, without a slash at its end
     */
    public String of(String... segments) {
        StringBuilder url = new StringBuilder(base());
        for (String segment : segments) {
            url.append('/').append(UriUtils.encode(segment, StandardCharsets.UTF_8));
        }
        return url.toString();
    }

    /** @return whether somebody has said where the hub is found from outside, so that providers can be told */
    public boolean isGiven() {
        return properties.publicUrl() != null;
    }

    private String base() {
        if (properties.publicUrl() != null) {
            return properties.publicUrl().toString().replaceAll("/+$", "");
        }
        // The port that was opened: with 0 configured, it is known only by then.
        return "http://localhost:"
                + environment.getProperty("local.server.port", environment.getProperty("server.port", "8080"));
    }
}
