package dev.serai.call.proxy;

import dev.serai.refusal.Invalid;
import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/**
 * Where below a provider's base URL a caller wants to go. There is one spelling for each place, and none leads above the
 * base: servers disagree about what dots, backslashes and encoded slashes mean, so those are refused.
 */
final class ProxyPath {

    private static final int LONGEST = 4_096;

    private ProxyPath() {}

    /**
     * @param rest the path below the base, decoded, without a slash at its beginning
     * @return the same encoded, with a slash at its beginning
     * @throws Invalid naming the path
     */
    static String encoded(String rest) {
        if (rest.length() > LONGEST) {
            throw new Invalid("path", "must have at most " + LONGEST + " characters");
        }
        String[] segments = rest.split("/", -1);
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < segments.length; i++) {
            boolean slashAtEnd = segments[i].isEmpty() && i > 0 && i == segments.length - 1;
            if (!slashAtEnd && !isPlain(segments[i])) {
                throw new Invalid(
                        "path", "must have none of // /./ /../ nor a control character, %, /, \\ or ; that is encoded");
            }
            path.append('/').append(UriUtils.encodePathSegment(segments[i], StandardCharsets.UTF_8));
        }
        return path.toString();
    }

    private static boolean isPlain(String segment) {
        return !segment.isEmpty()
                && !segment.equals(".")
                && !segment.equals("..")
                && segment.codePoints().noneMatch(ProxyPath::isAmbiguous);
    }

    private static boolean isAmbiguous(int character) {
        return character == '\\'
                || character == '%'
                || character == ';'
                || character == '\ufffd'
                || Character.isISOControl(character)
                || Character.getType(character) == Character.SURROGATE;
    }
}
