package dev.serai.provider.smtp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.refusal.Invalid;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A file that goes along with a message.
 *
 * @param filename its name, without a path
 * @param contentType such as {@code application/pdf}
 */
record Enclosure(String filename, String contentType, byte[] content) {

    private static final int LONGEST_NAME = 200;
    // Types that hold messages or other parts would be taken apart by whoever reads it.
    private static final Pattern TYPE =
            Pattern.compile("(?!multipart/|message/)[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}");

    /** @param place where it stands in the request */
    static Enclosure of(JsonNode given, String place) {
        String name = given.path("filename").asText("");
        if (name.isBlank()
                || name.length() > LONGEST_NAME
                || name.chars().anyMatch(c -> Character.isISOControl(c) || c == '/' || c == '\\')) {
            throw new Invalid(
                    place + ".filename", "must be a name of at most " + LONGEST_NAME + " characters, without a path");
        }
        String type =
                given.path("content_type").asText("application/octet-stream").toLowerCase(Locale.ROOT);
        if (!TYPE.matcher(type).matches()) {
            throw new Invalid(place + ".content_type", "must be a media type such as application/pdf");
        }
        try {
            return new Enclosure(
                    name,
                    type,
                    Base64.getMimeDecoder().decode(given.path("content").asText("")));
        } catch (IllegalArgumentException malformed) {
            throw new Invalid(place + ".content", "must be base64");
        }
    }
}
