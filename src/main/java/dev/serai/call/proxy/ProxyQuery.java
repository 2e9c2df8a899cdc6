package dev.serai.call.proxy;

import dev.serai.refusal.Invalid;
import java.util.regex.Pattern;

/** The query of a call, passed on as it came: repeated names, their order and empty values may mean something. */
final class ProxyQuery {

    private static final int LONGEST = 8_192;

    // RFC 3986, section 3.4, and the brackets that many APIs have in names.
    private static final Pattern QUERY = Pattern.compile("([A-Za-z0-9._~!$&'()*+,;=:@/?\\[\\]-]|%[0-9A-Fa-f]{2})*+");

    private ProxyQuery() {}

    /**
     * @param query as it came, without the question mark; empty for none
     * @return what goes behind the path, with its question mark
     * @throws Invalid naming the query
     */
    static String encoded(String query) {
        if (query.length() > LONGEST) {
            throw new Invalid("query", "must have at most " + LONGEST + " characters");
        }
        if (!QUERY.matcher(query).matches()) {
            throw new Invalid("query", "must be percent-encoded");
        }
        return query.isEmpty() ? "" : "?" + query.replace("[", "%5B").replace("]", "%5D");
    }
}
