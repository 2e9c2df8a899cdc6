package dev.serai.api.callnfy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallnfyDialectTest {

    private final CallnfyDialect dialect = new CallnfyDialect();

    @ParameterizedTest
    @CsvSource({
        "400, VALIDATION_FAILED",
        "401, UNAUTHORIZED",
        "404, INTEGRATION_NOT_FOUND",
        "409, CONFLICT",
        "429, RATE_LIMITED",
        "500, INTERNAL_ERROR",
        "418, VALIDATION_FAILED",
        "507, INTERNAL_ERROR"
    })
    void everyStatusHasItsWord(int status, ErrorCode code) {
        CallnfyDialect.Refused refused =
                (CallnfyDialect.Refused) dialect.error(status, "why").body();

        assertThat(refused)
                .isEqualTo(new CallnfyDialect.Refused(false, new CallnfyDialect.Error(code, "why", code.advice())));
    }

    @Test
    void saysAsTheRequirementDocumentThatAKeyCouldNotBeRevoked() {
        assertThat(dialect.fault("callnfy-revokeKey")).isEqualTo("Failed to revoke API key");
    }

    @Test
    void hasNoWordsOfItsOwnForOtherFaults() {
        assertThat(dialect.fault("callnfy-status")).isEqualTo("Internal server error");
    }
}
