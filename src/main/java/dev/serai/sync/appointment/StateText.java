package dev.serai.sync.appointment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How the database keeps an appointment's state: a JSON object with the fields that have a value. */
@Component
public class StateText {

    private static final String CANCELLED = "cancelled";

    private final ObjectMapper json;

    StateText(ObjectMapper json) {
        this.json = json;
    }

    /** @return the state as a JSON object */
    public String write(AppointmentState state) {
        ObjectNode text = json.createObjectNode();
        text.put(CANCELLED, state.cancelled());
        state.values().forEach((field, value) -> text.put(field.word(), value));
        return text.toString();
    }

    /** @return the state that was written so */
    public AppointmentState read(String text) {
        try {
            JsonNode fields = json.readTree(text);
            Map<AppointmentField, String> values = new EnumMap<>(AppointmentField.class);
            for (AppointmentField field : AppointmentField.values()) {
                if (fields.hasNonNull(field.word())) {
                    values.put(field, fields.get(field.word()).asText());
                }
            }
            return new AppointmentState(fields.path(CANCELLED).asBoolean(), values);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("an appointment's state is no JSON");
        }
    }
}
