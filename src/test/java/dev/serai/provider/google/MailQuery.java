package dev.serai.provider.google;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The part of Gmail's search language that the tests need: {@code from: to: subject: label: is: in:} and words. */
final class MailQuery {

    private static final Pattern TERM = Pattern.compile("(?:(\\w+):)?(?:\"([^\"]*)\"|(\\S+))");

    private final List<Predicate<StoredMail>> terms = new ArrayList<>();
    private boolean hidden;

    private MailQuery() {}

    static MailQuery of(@Nullable String q) {
        MailQuery query = new MailQuery();
        if (q != null) {
            Matcher term = TERM.matcher(q);
            while (term.find()) {
                String operator = term.group(1) == null ? "" : term.group(1).toLowerCase(Locale.ROOT);
                String value = (term.group(2) == null ? term.group(3) : term.group(2)).toLowerCase(Locale.ROOT);
                query.add(operator, value);
            }
        }
        return query;
    }

    private void add(String operator, String value) {
        switch (operator) {
            case "from", "to", "subject" ->
                terms.add(mail -> contains(mail.parsed().header(operator), value));
            case "label", "is" -> terms.add(mail -> mail.labels().contains(value.toUpperCase(Locale.ROOT)));
            case "in" -> {
                hidden = true;
                terms.add(mail -> value.equals("anywhere") || mail.labels().contains(value.toUpperCase(Locale.ROOT)));
            }
            default ->
                terms.add(mail -> contains(mail.parsed().snippet(), value)
                        || contains(mail.parsed().header("subject"), value));
        }
    }

    private static boolean contains(@Nullable String text, String part) {
        return text != null && text.toLowerCase(Locale.ROOT).contains(part);
    }

    boolean matches(StoredMail mail) {
        return terms.stream().allMatch(term -> term.test(mail));
    }

    /** @return whether trash and spam are searched as well */
    boolean asksForHidden() {
        return hidden;
    }
}
