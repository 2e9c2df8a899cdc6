package dev.serai.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a provider's refusals. The provider's own rules come first, in their order; then what HTTP and OAuth (RFC 6749,
 * 5.2; RFC 6750, 3.1) say.
 *
 * @param words where in a body the provider's word for an error may stand, the most telling place first
 * @param message where a body says it in a sentence; null: nowhere
 * @param rules the provider's own rules
 */
public record ErrorRules(List<JsonPointer> words, @Nullable JsonPointer message, List<Rule> rules) {

    /** A provider without rules of its own. */
    public static final ErrorRules STANDARD = new ErrorRules(List.of(JsonPointer.compile("/error")), null, List.of());

    private static final int LONGEST_SENTENCE = 300;

    private static final JsonPointer OAUTH_WORD = JsonPointer.compile("/error");
    private static final Map<String, ErrorClass> OAUTH = Map.ofEntries(
            Map.entry("invalid_grant", ErrorClass.REAUTHORISE),
            Map.entry("invalid_token", ErrorClass.REAUTHORISE),
            Map.entry("insufficient_scope", ErrorClass.REAUTHORISE),
            Map.entry("interaction_required", ErrorClass.REAUTHORISE),
            Map.entry("consent_required", ErrorClass.REAUTHORISE),
            Map.entry("login_required", ErrorClass.REAUTHORISE),
            Map.entry("invalid_client", ErrorClass.OPERATOR),
            Map.entry("unauthorized_client", ErrorClass.OPERATOR),
            Map.entry("unsupported_grant_type", ErrorClass.OPERATOR),
            Map.entry("invalid_scope", ErrorClass.OPERATOR),
            Map.entry("server_error", ErrorClass.RETRY),
            Map.entry("temporarily_unavailable", ErrorClass.RETRY));

    public ErrorRules {
        words = List.copyOf(words);
        rules = List.copyOf(rules);
    }

    /**
     * A rule.
     *
     * @param statuses which statuses it is about
     * @param words of these one must stand at one of the places for words, exactly so; none: any body
     * @param contains of these one must be part of what stands there, whatever its case; none: any body
     * @param means what such an answer asks for
     */
    public record Rule(StatusRange statuses, List<String> words, List<String> contains, ErrorClass means) {

        public Rule {
            words = List.copyOf(words);
            contains = List.copyOf(contains);
        }

        private boolean fits(int status, List<String> said) {
            return statuses.contains(status)
                    && (words.isEmpty() || words.stream().anyMatch(said::contains))
                    && (contains.isEmpty() || contains.stream().anyMatch(part -> isPartOf(part, said)));
        }

        private static boolean isPartOf(String part, List<String> said) {
            return said.stream()
                    .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT)));
        }
    }

    /**
     * Statuses from one to another.
     *
     * @param from the first
     * @param to the last
     */
    public record StatusRange(int from, int to) {

        /** @return whether a status is one of them */
        public boolean contains(int status) {
            return from <= status && status <= to;
        }
    }

    /**
     * Tells what an answer asks for. A 401 is {@link ErrorClass#REAUTHORISE} here; that a newer token is tried first is
     * for the caller.
     *
     * @param status the HTTP status
     * @param body the answer's body; null when there is none, or none in JSON
     * @return empty for a success, which a provider may still refuse by its body
     */
    public Optional<ErrorClass> classify(int status, @Nullable JsonNode body) {
        List<String> said = said(body);
        for (Rule rule : rules) {
            if (rule.fits(status, said)) {
                return Optional.of(rule.means());
            }
        }
        if (status >= 200 && status < 300) {
            return Optional.empty();
        }
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            return Optional.of(ErrorClass.RETRY);
        }
        ErrorClass standard = body == null ? null : OAUTH.get(text(body.at(OAUTH_WORD)));
        if (standard != null) {
            return Optional.of(standard);
        }
        return Optional.of(status == 401 ? ErrorClass.REAUTHORISE : ErrorClass.PERMANENT);
    }

    /**
     * @param body an answer's body; null when there is none, or none in JSON
     * @return the provider's own word for an error; empty when the body has none
     */
    public Optional<String> word(@Nullable JsonNode body) {
        return said(body).stream().findFirst();
    }

    /**
     * @param body an answer's body; null when there is none, or none in JSON
     * @return what the provider says in a sentence, fit to be shown; empty when it does not
     */
    public Optional<String> sentence(@Nullable JsonNode body) {
        if (body == null || message == null) {
            return Optional.empty();
        }
        String said = text(body.at(message)).replaceAll("\\p{Cntrl}+", " ").strip();
        return said.isEmpty()
                ? Optional.empty()
                : Optional.of(said.length() <= LONGEST_SENTENCE ? said : said.substring(0, LONGEST_SENTENCE) + "…");
    }

    private List<String> said(@Nullable JsonNode body) {
        return body == null
                ? List.of()
                : words.stream()
                        .map(pointer -> text(body.at(pointer)))
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    private static String text(JsonNode node) {
        return node.isValueNode() ? node.asText() : "";
    }
}
