package dev.serai.api.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import dev.serai.refusal.FieldFault;
import dev.serai.refusal.Invalid;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A schema of a contract, made ready once (JSON Schema 2020-12, as OpenAPI 3.1 has it). What does not fit is refused by
 * the field's name, in words that say what would fit.
 */
final class SchemaRule {

    private final JsonSchema schema;

    SchemaRule(JsonSchema schema) {
        this.schema = schema;
    }

    /**
     * Checks a value.
     *
     * @param name what the value itself is called, where the fault is not in a field of it
     * @throws Invalid naming the fields that do not fit, the outermost first, each with the first of its faults
     */
    void check(String name, JsonNode value) {
        Map<String, FieldFault> faults = new LinkedHashMap<>();
        schema.validate(value).stream()
                .sorted(Comparator.comparingInt((ValidationMessage fault) ->
                                fault.getInstanceLocation().getNameCount())
                        .thenComparing(fault -> field(name, fault)))
                .forEach(fault -> faults.computeIfAbsent(
                        field(name, fault), field -> new FieldFault(field, SchemaFault.of(fault))));
        if (!faults.isEmpty()) {
            throw new Invalid(List.copyOf(faults.values()));
        }
    }

    private static String field(String name, ValidationMessage fault) {
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < fault.getInstanceLocation().getNameCount(); i++) {
            field.append(field.isEmpty() ? "" : ".")
                    .append(fault.getInstanceLocation().getName(i));
        }
        if (fault.getProperty() != null && fault.getType().equals("required")) {
            field.append(field.isEmpty() ? "" : ".").append(fault.getProperty());
        }
        return field.isEmpty() ? name : field.toString();
    }
}
