package dev.serai.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventChoiceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                          | call.ended           | true",
                "{}                                          | connection.degraded  | false",
                "{}                                          | delivery.exhausted   | false",
                "{\"events\":[\"call.*\"]}                   | call.recording.available | true",
                "{\"events\":[\"call.*\"]}                   | callback.made        | false",
                "{\"events\":[\"call.ended\"]}               | call.started         | false",
                "{\"events\":\"call.ended, contact.created\"} | contact.created     | true",
                "{\"events\":[\"*\"]}                        | webhook.disabled     | true",
                "{\"events\":[]}                             | call.ended           | false",
            })
    void aConnectionGetsWhatItsSettingsName(String settings, String type, boolean wanted)
            throws JsonProcessingException {
        assertThat(EventChoice.of(new ObjectMapper().readTree(settings)).includes(type))
                .isEqualTo(wanted);
    }
}
