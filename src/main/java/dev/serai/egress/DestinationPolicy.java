package dev.serai.egress;

import dev.serai.refusal.Invalid;
import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** What a URL must be for the hub to send to it later. Names are looked up and vetted only when sending. */
@Component
public class DestinationPolicy {

    private static final String FIELD = "url";
    private static final int LONGEST = 2_048;
    // Digits, dots and hexadecimal: system resolvers read 127.1, 0x7f000001 and 2130706433 as addresses too.
    private static final Pattern NUMERIC_HOST =
            Pattern.compile("(0[xX][0-9a-fA-F]*|[0-9]+)(\\.(0[xX][0-9a-fA-F]*|[0-9]+))*\\.?");
    private static final Pattern DOTTED_QUAD = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

    private final AddressRules rules;

    DestinationPolicy(AddressRules rules) {
        this.rules = rules;
    }

    /**
     * Checks a URL at registration.
     *
     * @param url as its owner wrote it
     * @param allowHttp whether plain HTTP will do
     * @return the URL with an ASCII host
     * @throws Invalid naming {@code url}
     */
    public URI check(String url, boolean allowHttp) {
        if (url.length() > LONGEST) {
            throw new Invalid(FIELD, "must have at most " + LONGEST + " characters");
        }
        URI given = parsed(url);
        String scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(allowHttp && scheme.equals("http"))) {
            throw new Invalid(FIELD, allowHttp ? "must be an http or https URL" : "must be an https URL");
        }
        if (given.getHost() == null || given.getHost().isEmpty()) {
            throw new Invalid(FIELD, "must name a host");
        }
        if (given.getRawUserInfo() != null) {
            throw new Invalid(FIELD, "must not contain a user or password; use headers instead");
        }
        if (given.getRawFragment() != null) {
            throw new Invalid(FIELD, "must not have a fragment");
        }
        if (given.getPort() == 0 || given.getPort() > 65_535) {
            throw new Invalid(FIELD, "must have a port between 1 and 65535");
        }
        checkLiteral(given.getHost());
        return given;
    }

    private static URI parsed(String url) {
        try {
            URI given = new URI(url);
            if (given.getHost() == null && given.getRawAuthority() != null && !given.isOpaque()) {
                // A host with letters beyond ASCII: DNS knows it by its ASCII form (RFC 5891).
                String ascii = IDN.toASCII(given.getRawAuthority(), IDN.USE_STD3_ASCII_RULES);
                return new URI(url.replaceFirst(Pattern.quote(given.getRawAuthority()), ascii));
            }
            return new URI(given.toASCIIString());
        } catch (URISyntaxException | IllegalArgumentException malformed) {
            throw new Invalid(FIELD, "must be an absolute URL, such as https://example.com/webhooks");
        }
    }

    private void checkLiteral(String host) {
        boolean v6 = host.startsWith("[");
        if (!v6
                && NUMERIC_HOST.matcher(host).matches()
                && !DOTTED_QUAD.matcher(host).matches()) {
            throw new Invalid(FIELD, "must write an IPv4 address as four decimal numbers");
        }
        if (v6 || DOTTED_QUAD.matcher(host).matches()) {
            try {
                if (!rules.allow(InetAddress.getByName(host))) {
                    throw new Invalid(FIELD, "must not point to a private address");
                }
            } catch (UnknownHostException malformed) {
                throw new Invalid(FIELD, "must have a valid IP address or name as its host");
            }
        }
    }
}
