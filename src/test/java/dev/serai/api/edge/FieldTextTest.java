package dev.serai.api.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.refusal.Invalid;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTextTest {

    @Test
    void readsATimeInAnyZone() {
        assertThat(new FieldText("since", "2025-11-16T12:30:00+02:00").time())
                .isEqualTo(Instant.parse("2025-11-16T10:30:00Z"));
    }

    @Test
    void readsNothingAsNoValue() {
        assertThat(new FieldText("since", null).time()).isNull();
        assertThat(new FieldText("after", null).uuid()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2025-11-16",
                "2025-02-30T00:00:00Z",
                "2016-12-31T23:59:60Z",
                "0000-01-01T00:00:00Z",
                "0001-01-01T00:00:00+01:00",
                "9999-12-31T23:59:59-01:00",
                "+10000-01-01T00:00:00Z"
            })
    void refusesWhatTheDatabaseCouldNotKeepAsATime(String text) {
        assertThatThrownBy(() -> new FieldText("since", text).time())
                .isInstanceOfSatisfying(
                        Invalid.class, invalid -> assertThat(invalid.field()).isEqualTo("since"));
    }

    @Test
    void refusesAnIdThatIsNone() {
        assertThatThrownBy(() -> new FieldText("after", "42").uuid())
                .isInstanceOf(Invalid.class)
                .hasMessage("must be a UUID");
    }
}
