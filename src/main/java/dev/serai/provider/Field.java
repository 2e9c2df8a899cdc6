package dev.serai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a user must give to connect, in a connection's {@code config}.
 *
 * @param name its key in the configuration
 * @param aliases other keys that people use for it
 * @param label what a form calls it
 * @param description what helps to fill it in; null: nothing
 * @param secret whether it is masked whenever it is shown
 * @param required whether a connection can't do without it
 * @param format what form its text has; null: any
 * @param values what it may be; none: anything
 * @param pattern what its whole text must match; null: nothing
 * @param authentication the ids of the ways of authentication that it belongs to; none: all of them
 */
public record Field(
        String name,
        List<String> aliases,
        String label,
        @Nullable String description,
        boolean secret,
        boolean required,
        @Nullable Format format,
        List<String> values,
        @Nullable Pattern pattern,
        List<String> authentication) {

    private static final Pattern UNDERSCORE = Pattern.compile("_([a-z])");
    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    public Field {
        aliases = List.copyOf(aliases);
        values = List.copyOf(values);
        authentication = List.copyOf(authentication);
    }

    /** What form a text has. */
    public enum Format {
        EMAIL,
        URL,
        HOST,
        INTEGER
    }

    /**
     * Finds its value; people write names with capitals or with underscores.
     *
     * @param config a connection's configuration
     * @return the value as text; empty when there is none
     */
    public Optional<String> in(JsonNode config) {
        for (String spelling : spellings()) {
            JsonNode value = config.path(spelling);
            if (value.isValueNode() && !value.isNull() && !value.asText().isBlank()) {
                return Optional.of(value.asText());
            }
        }
        return Optional.empty();
    }

    /** @return its name in every way in which people write it */
    public List<String> spellings() {
        return Stream.concat(Stream.of(name, withCapitals(), withUnderscores()), aliases.stream())
                .distinct()
                .toList();
    }

    boolean isIn(JsonNode config) {
        return in(config).isPresent();
    }

    private String withCapitals() {
        return UNDERSCORE.matcher(name).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }

    private String withUnderscores() {
        return CAPITAL.matcher(name).replaceAll(match -> "_" + match.group().toLowerCase(Locale.ROOT));
    }

    /** @return whether a connection authorised in this way has this field */
    public boolean belongsTo(Authentication way) {
        return authentication.isEmpty() || authentication.contains(way.id());
    }
}
