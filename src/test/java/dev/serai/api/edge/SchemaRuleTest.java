package dev.serai.api.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.serai.refusal.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a value that does not fit its schema is refused: by its field's name, in words that say what would fit. */
class SchemaRuleTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"string\"}                  | 5          | must be a string",
                "{\"type\":[\"string\",\"null\"]}       | 5          | must be a string or null",
                "{\"type\":\"integer\"}                 | \"5\"      | must be a whole number",
                "{\"type\":\"integer\"}                 | 5.5        | must be a whole number",
                "{\"type\":\"boolean\"}                 | \"true\"   | must be true or false",
                "{\"type\":\"object\"}                  | []         | must be an object",
                "{\"type\":\"array\"}                   | {}         | must be a list",
                "{\"enum\":[\"a\",\"b\"]}               | \"c\"      | must be one of a, b",
                "{\"minLength\":1}                      | \"\"       | must have at least 1 character",
                "{\"maxLength\":2}                      | \"abc\"    | must have at most 2 characters",
                "{\"minimum\":1}                        | 0          | must be at least 1",
                "{\"maximum\":50}                       | 1e1000000  | must be at most 50",
                "{\"minItems\":1}                       | []         | must have at least 1 item",
                "{\"maxItems\":1}                       | [1,2]      | must have at most 1 item",
                "{\"maxProperties\":1}                  | {\"a\":1,\"b\":1} | must have at most 1 property",
                "{\"uniqueItems\":true}                 | [1,1]      | must not name the same twice",
                "{\"type\":\"string\",\"format\":\"uuid\"}      | \"x\" | must be a UUID",
                "{\"type\":\"string\",\"format\":\"date-time\"} | \"x\" | must be a time such as 2025-11-16T10:30:00Z",
                "{\"pattern\":\"^[a-z]+$\"}             | \"A\"      | must match ^[a-z]+$",
                "{\"pattern\":\"^[^\\\\u0000]*$\"}      | \"\\u0000\" | must not contain a NUL character",
            })
    void saysWhatWouldFit(String schema, String value, String words) {
        assertThat(refused(schema, value)).hasMessage(words);
    }

    @Test
    void namesTheValueItselfWhenTheFaultIsInNoField() {
        assertThat(refused("{\"type\":\"object\"}", "[]").field()).isEqualTo("value");
    }

    @Test
    void namesAFieldThatIsMissing() {
        Invalid refused = refused("{\"required\":[\"url\"]}", "{}");

        assertThat(refused.field()).isEqualTo("url");
        assertThat(refused).hasMessage("is required");
    }

    @Test
    void namesANestedFieldWithItsPlaceInTheList() {
        String schema =
                """
                {"properties":{"events":{"items":{"properties":{"event":{"type":"string"}},"required":["event"]}}}}""";

        assertThat(refused(schema, "{\"events\":[{\"event\":\"a\"},{\"event\":5}]}")
                        .field())
                .isEqualTo("events.1.event");
        assertThat(refused(schema, "{\"events\":[{}]}").field()).isEqualTo("events.0.event");
    }

    @Test
    void namesTheOutermostFaultFirst() {
        String schema = "{\"required\":[\"z\"],\"properties\":{\"a\":{\"properties\":{\"b\":{\"type\":\"string\"}}}}}";

        assertThat(refused(schema, "{\"a\":{\"b\":5}}").field()).isEqualTo("z");
    }

    @Test
    void letsAValuePassThatFits() {
        assertThatCode(() -> rule("{\"type\":\"integer\",\"minimum\":1}").check("value", JSON.readTree("3.0")))
                .doesNotThrowAnyException();
    }

    private static Invalid refused(String schema, String value) {
        return catchThrowableOfType(Invalid.class, () -> rule(schema).check("value", JSON.readTree(value)));
    }

    private static SchemaRule rule(String schema) throws JsonProcessingException {
        return new SchemaRule(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        JSON.readTree(schema),
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
    }
}
