package dev.serai.platform.jolokia;

import java.util.Collection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds secrets within any text: by what stands before them, by what they look like, and those that are known. */
final class SecretTexts {

    static final String MASK = "********";

    /** A name and its value, as in a query, a header, a property or JSON. */
    private static final Pattern NAMED =
            Pattern.compile("([A-Za-z][A-Za-z0-9_.-]{1,60})(\"?\\s?[=:]\\s?\"?)(RAW\\([^)]*\\)|[^\\s&\"'<>,;)}\\]]+)");

    /** What follows the name of a scheme of HTTP. */
    private static final Pattern SCHEME =
            Pattern.compile("\\b(Bearer|Basic|Digest)\\s+[A-Za-z0-9._~+/=-]{6,}", Pattern.CASE_INSENSITIVE);

    /** The password in a URL. */
    private static final Pattern USER_INFO = Pattern.compile("(://[^/\\s:@]+:)[^/\\s@]+(@)");

    /** What a provider sends back with a browser (RFC 6749, section 4.1.2). */
    private static final Pattern GRANT = Pattern.compile("([?&](?:code|state)=)[^&\\s\"]+");

    /** Tokens of known make: JWTs, the hub's own keys and secrets, and those of the providers. */
    private static final Pattern MADE = Pattern.compile(
            "eyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9._-]+|\\b(?:whsec_|srk_|sk_|pk_|ya29\\.|1//|xox[a-z]-|EAA|gho_|ghp_|pat-)[A-Za-z0-9/_.+=-]{8,}");

    /** What nobody would write by hand. */
    private static final Pattern LONG = Pattern.compile("(?<![A-Za-z0-9_+-])[A-Za-z0-9_+-]{24,}={0,2}");

    private static final Pattern UPPER = Pattern.compile("[A-Z]");
    private static final Pattern LOWER = Pattern.compile("[a-z]");
    private static final Pattern TWO_DIGITS = Pattern.compile("[0-9].*[0-9]");

    private final List<String> known;

    /** @param known secrets that are masked wherever they stand */
    SecretTexts(Collection<String> known) {
        this.known = known.stream()
                .sorted((one, other) -> other.length() - one.length())
                .toList();
    }

    /** @return the text without what looks like a secret; for what the hub itself has written, such as URIs */
    String masked(String text) {
        String masked = text;
        for (String secret : known) {
            masked = masked.replace(secret, MASK);
        }
        masked = SCHEME.matcher(masked).replaceAll(match -> match.group(1) + " " + MASK);
        masked = USER_INFO.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(MASK) + "$2");
        masked = GRANT.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(MASK));
        masked = MADE.matcher(masked).replaceAll(Matcher.quoteReplacement(MASK));
        return withoutNamed(masked);
    }

    /** @return the text without that, and without what may be a key; for what came from elsewhere, such as messages */
    String strictlyMasked(String text) {
        return LONG.matcher(masked(text)).replaceAll(match -> isRandom(match.group()) ? MASK : quoted(match));
    }

    private static String withoutNamed(String text) {
        StringBuilder masked = new StringBuilder(text.length());
        Matcher named = NAMED.matcher(text);
        int copied = 0;
        // A name that is harmless may have a value in which there is one that is not, as the scheme of a URI has.
        for (int from = 0; named.find(from); ) {
            if (SecretNames.isSecret(named.group(1))) {
                masked.append(text, copied, named.start(3)).append(MASK);
                copied = named.end();
                from = named.end();
            } else {
                from = named.end(2);
            }
        }
        return masked.append(text, copied, text.length()).toString();
    }

    private static String quoted(MatchResult match) {
        return Matcher.quoteReplacement(match.group());
    }

    private static boolean isRandom(String text) {
        return UPPER.matcher(text).find()
                && LOWER.matcher(text).find()
                && TWO_DIGITS.matcher(text).find();
    }
}
