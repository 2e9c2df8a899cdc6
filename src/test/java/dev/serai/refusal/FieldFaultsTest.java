package dev.serai.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class FieldFaultsTest {

    private final FieldFaults faults = new FieldFaults();

    @Test
    void refusesEverythingThatWasFoundInItsOrder() {
        faults.gather(() -> refuse("url", "must be an https URL"));
        faults.gather(() -> {});
        faults.gather(() -> refuse("events.1", "is not a known event type"));

        Invalid invalid = catchThrowableOfType(Invalid.class, faults::refuse);

        assertThat(invalid.faults())
                .containsExactly(
                        new FieldFault("url", "must be an https URL"),
                        new FieldFault("events.1", "is not a known event type"));
        assertThat(invalid.field()).isEqualTo("url");
        assertThat(invalid).hasMessage("must be an https URL");
    }

    @Test
    void refusesNothingWhenNothingWasFound() {
        faults.gather(() -> {});

        assertThatCode(faults::refuse).doesNotThrowAnyException();
    }

    @Test
    void takesInWhatAnotherGatheringFound() {
        FieldFaults inner = new FieldFaults();
        inner.gather(() -> refuse("a", "is required"));
        inner.gather(() -> refuse("b", "is required"));
        faults.gather(inner::refuse);

        assertThat(catchThrowableOfType(Invalid.class, faults::refuse).faults())
                .extracting(FieldFault::field)
                .containsExactly("a", "b");
    }

    @Test
    void leavesOtherRefusalsAlone() {
        assertThatThrownBy(() -> faults.gather(() -> {
                    throw new Conflict("taken");
                }))
                .isInstanceOf(Conflict.class);
    }

    private static void refuse(String field, String message) {
        throw new Invalid(field, message);
    }
}
