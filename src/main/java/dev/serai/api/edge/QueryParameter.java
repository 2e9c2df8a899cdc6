package dev.serai.api.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.refusal.Invalid;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A declared query parameter.
 *
 * @param required whether it must be there
 * @param type its JSON type, by which the text is read
 * @param rule what its value must be
 */
record QueryParameter(String name, boolean required, String type, SchemaRule rule) {

    /**
     * @return whether it stands for all parameters that are not declared: an object whose members are parameters of their
     *     own (OpenAPI 3.1, «Style Values», {@code form} with {@code explode})
     */
    boolean isTheRest() {
        return type.equals("object");
    }

    /**
     * Checks a value.
     *
     * @param text what the caller wrote; null: nothing
     * @throws Invalid naming the parameter
     */
    void check(@Nullable String text) {
        if (text == null) {
            if (required) {
                throw new Invalid(name, "is required");
            }
            return;
        }
        if (text.indexOf('\0') >= 0) {
            throw new Invalid(name, "must not contain a NUL character");
        }
        rule.check(name, value(text));
    }

    private JsonNode value(String text) {
        try {
            return switch (type) {
                case "integer" -> JsonNodeFactory.instance.numberNode(Long.parseLong(text));
                case "number" -> JsonNodeFactory.instance.numberNode(new BigDecimal(text));
                case "boolean" ->
                    text.equals("true") || text.equals("false")
                            ? JsonNodeFactory.instance.booleanNode(text.equals("true"))
                            : JsonNodeFactory.instance.textNode(text);
                default -> JsonNodeFactory.instance.textNode(text);
            };
        } catch (NumberFormatException noNumber) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }
}
