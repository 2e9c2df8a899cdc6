package dev.serai.tenancy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A user's id as part of a URL's path. An id can be any text that an identity provider makes up, but a path can't hold
 * some of it in any spelling: {@code /}, {@code \}, {@code %} and {@code ;} are refused even when encoded, because they
 * are how paths are smuggled. Such an id is written as a tilde and its base64url.
 */
public final class UserInPath {

    private static final String MARK = "~";

    private UserInPath() {}

    /** @return what stands in the path, not yet percent-encoded */
    public static String written(String userId) {
        return isPlain(userId)
                ? userId
                : MARK
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(userId.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param segment what stands in a path, percent-decoded
     * @return the id
     */
    public static String read(String segment) {
        if (!segment.startsWith(MARK)) {
            return segment;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(segment.substring(1)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException other) {
            return segment;
        }
    }

    private static boolean isPlain(String userId) {
        return !userId.startsWith(MARK)
                && !userId.equals(".")
                && !userId.equals("..")
                && userId.chars()
                        .noneMatch(unit -> unit == '/'
                                || unit == '\\'
                                || unit == '%'
                                || unit == ';'
                                || Character.isISOControl(unit)
                                || unit == '\u2028'
                                || unit == '\u2029');
    }
}
