package dev.serai.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MessageFormTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void namesWhatItIsAboutAndShowsWhatPeopleWantToKnowFirst() throws JsonProcessingException {
        Message message = message(
                "appointment.created",
                "{\"zebra\":1,\"location\":\"Room 1\",\"startTime\":\"2026-03-02T10:00:00Z\",\"title\":\"Haircut\"}");

        assertThat(message.title()).isEqualTo("Appointment created: Haircut");
        assertThat(message.lines())
                .containsExactly(
                        new Message.Line("Start time", "2026-03-02T10:00:00Z"),
                        new Message.Line("Location", "Room 1"),
                        new Message.Line("Zebra", "1"));
    }

    @Test
    void anEventOfAnUnknownFamilyShowsWhatItHas() throws JsonProcessingException {
        Message message =
                message("order.paid_late", "{\"orderId\":\"A-1\",\"total\":12.5,\"paid\":true,\"note\":null}");

        assertThat(message.title()).isEqualTo("Order paid late");
        assertThat(message.lines())
                .containsExactly(
                        new Message.Line("Order id", "A-1"),
                        new Message.Line("Total", "12.5"),
                        new Message.Line("Paid", "true"));
    }

    @Test
    void anEventWithoutDataIsATitle() throws JsonProcessingException {
        assertThat(message("call.ended", "{}"))
                .isEqualTo(new Message("Call ended", java.util.List.of(), "call.ended", NOON));
    }

    @Test
    void nestedThingsAreNamedAndListsAreJoined() throws JsonProcessingException {
        Message message = message(
                "contact.created",
                "{\"name\":\"Bob\",\"owner\":{\"name\":\"Ada\",\"age\":3},\"tags\":[\"a\",\"b\"],\"deep\":{\"x\":{\"y\":1}}}");

        assertThat(message.lines()).containsExactly(new Message.Line("Owner", "Ada"), new Message.Line("Tags", "a, b"));
    }

    @Test
    void longAndManyValuesAreCut() throws JsonProcessingException {
        StringBuilder data = new StringBuilder("{\"name\":\"" + "n".repeat(1_000) + "\"");
        for (int i = 0; i < 40; i++) {
            data.append(",\"field")
                    .append(i)
                    .append("\":\"")
                    .append("v".repeat(1_000))
                    .append('"');
        }

        Message message = message("contact.created", data + "}");

        assertThat(message.title()).hasSize(150).endsWith("…");
        assertThat(message.lines()).hasSize(12).allSatisfy(line -> assertThat(line.value())
                .hasSize(300));
    }

    @Test
    void linesInAValueAreOne() throws JsonProcessingException {
        assertThat(message("call.ended", "{\"transcript\":\"Hello\\n\\n  you\"}")
                        .lines())
                .containsExactly(new Message.Line("Transcript", "Hello you"));
    }

    private static Message message(String type, String data) throws JsonProcessingException {
        return MessageForm.of(type, NOON, new ObjectMapper().readTree(data));
    }
}
