package dev.serai.platform.routes;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Language;

/** Reads expressions in Camel's language «simple» without carrying them out. */
final class SimpleSyntax {

    private final Language simple;

    SimpleSyntax(CamelContext camel) {
        this.simple = camel.resolveLanguage("simple");
    }

    /**
     * @param condition whether the text is a condition; otherwise it is a value
     * @return what is wrong with it; empty when nothing is
     */
    Optional<String> fault(String text, boolean condition) {
        try {
            if (condition) {
                simple.createPredicate(text);
            } else {
                simple.createExpression(text);
            }
            return Optional.empty();
        } catch (RuntimeException malformed) {
            return Optional.of("this can't be read: "
                    + String.valueOf(malformed.getMessage()).lines().findFirst().orElse(""));
        }
    }
}
