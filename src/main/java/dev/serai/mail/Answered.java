package dev.serai.mail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The message that another one answers, as the headers of the other tell it (RFC 5322, 3.6.4).
 *
 * @param messageId its name, such as {@code <1@example.com>}
 * @param chain the names of all messages of the conversation before the answer, its own the last
 */
public record Answered(String messageId, String chain) {

    private static final Pattern NAME = Pattern.compile("<[\\x21-\\x3b=\\x3f-\\x7e]{1,250}>");
    private static final int LONGEST_CHAIN = 20;

    /**
     * Reads a message's headers, which anybody may have written.
     *
     * @param messageId its {@code Message-ID}; null: it has none
     * @param references its {@code References}; null: it has none
     * @return empty when the message has no name that could be answered to
     */
    public static Optional<Answered> of(@Nullable String messageId, @Nullable String references) {
        Matcher own = NAME.matcher(messageId == null ? "" : messageId);
        if (!own.find()) {
            return Optional.empty();
        }
        StringBuilder chain = new StringBuilder();
        NAME.matcher(references == null ? "" : references)
                .results()
                .limit(LONGEST_CHAIN)
                .forEach(name -> chain.append(name.group()).append(' '));
        return Optional.of(new Answered(own.group(), chain.append(own.group()).toString()));
    }
}
