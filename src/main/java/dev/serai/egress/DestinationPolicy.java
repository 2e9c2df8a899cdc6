package dev.serai.egress;

import dev.serai.refusal.Invalid;
import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
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

    private static final Pattern AUTHORITY =
            Pattern.compile("(?<host>\\[[0-9a-fA-F:.]+]|[^:\\[\\]]*)(:(?<port>[0-9]+)?)?");
    // Sharp s, final sigma and the two joiners: the two standards for names beyond ASCII lead to different owners.
    private static final Pattern AMBIGUOUS = Pattern.compile("[\\u00df\\u1e9e\\u03c2\\u200c\\u200d]");

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
        if (given.getRawFragment() != null) {
            throw new Invalid(FIELD, "must not have a fragment");
        }
        checkLiteral(given.getHost());
        return given;
    }

    /** Reads a URL and gives it the form it is sent in: an ASCII host in lower case, everything else percent-encoded. */
    private static URI parsed(String url) {
        try {
            URI given = new URI(url);
            String authority = given.getRawAuthority();
            if (authority == null || given.isOpaque()) {
                return given;
            }
            if (authority.indexOf('@') >= 0) {
                throw new Invalid(FIELD, "must not contain a user or password; use headers instead");
            }
            Matcher parts = AUTHORITY.matcher(authority);
            if (!parts.matches()) {
                throw new URISyntaxException(url, "Neither a host nor a host and a port");
            }
            int start = url.indexOf("//") + 2;
            String sent = url.substring(0, start)
                    + asciiHost(parts.group("host"))
                    + (parts.group("port") == null ? "" : ":" + port(parts.group("port")))
                    + url.substring(start + authority.length());
            return new URI(new URI(sent).toASCIIString());
        } catch (URISyntaxException malformed) {
            throw new Invalid(FIELD, "must be an absolute URL, such as https://example.com/webhooks");
        }
    }

    private static String asciiHost(String host) {
        if (host.isEmpty()) {
            throw new Invalid(FIELD, "must name a host");
        }
        if (host.startsWith("[")) {
            return host;
        }
        if (AMBIGUOUS.matcher(host).find()) {
            throw new Invalid(
                    FIELD, "must write this host in its ASCII form (xn--…): what its letters mean is disputed");
        }
        try {
            // DNS knows a host with letters beyond ASCII by its ASCII form (RFC 3490).
            String ascii = IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            // A certificate never names the root's dot, and TLS can't send a name with it (RFC 6066, section 3).
            return ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        } catch (IllegalArgumentException malformed) {
            throw new Invalid(FIELD, "must have a valid IP address or name as its host");
        }
    }

    private static int port(String digits) {
        int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
        if (port < 1 || port > 65_535) {
            throw new Invalid(FIELD, "must have a port between 1 and 65535");
        }
        return port;
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
