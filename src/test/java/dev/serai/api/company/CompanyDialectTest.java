package dev.serai.api.company;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.refusal.FieldFault;
import dev.serai.refusal.Invalid;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompanyDialectTest {

    private final CompanyDialect dialect = new CompanyDialect();

    @Test
    void saysAFaultOfTheHubsInItsOwnWords() {
        assertThat(dialect.error(500, "Internal server error").body())
                .isEqualTo(Map.of("success", false, "message", "Internal server error"));
    }

    @Test
    void asksWhoeverIsUnknownToAuthenticate() {
        assertThat(dialect.error(401, "Unauthorized").body())
                .isEqualTo(Map.of("success", false, "message", "Authentication required"));
    }

    @Test
    void makesASentenceOfEveryFault() {
        Invalid invalid = new Invalid(
                List.of(new FieldFault("name", "is required"), new FieldFault("config", "must be an object")));

        assertThat(dialect.invalid(invalid).body())
                .isEqualTo(Map.of(
                        "success",
                        false,
                        "message",
                        "Validation error",
                        "errors",
                        List.of("Name is required", "Invalid config")));
    }
}
