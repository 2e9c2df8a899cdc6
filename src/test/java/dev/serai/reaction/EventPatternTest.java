package dev.serai.reaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventPatternTest {

    @Test
    void aTypeIsItself() {
        assertThat(new EventPattern("call.ended").includes("call.ended")).isTrue();
        assertThat(new EventPattern("call.ended").includes("call.ended.well")).isFalse();
    }

    @Test
    void aFamilyIsAllThatBeginsWithItsName() {
        assertThat(new EventPattern("call.*").includes("call.recording.available"))
                .isTrue();
        assertThat(new EventPattern("call.*").includes("callback.ended")).isFalse();
    }

    @Test
    void aStarIsAll() {
        assertThat(new EventPattern("*").includes("call.ended")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Call.Ended", "call.", "*.ended", "call ended"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> new EventPattern(text)).hasMessageContaining("'" + text + "' is no event type");
    }
}
