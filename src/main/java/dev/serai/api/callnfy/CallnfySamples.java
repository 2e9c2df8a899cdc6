package dev.serai.api.callnfy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.event.Event;
import dev.serai.event.EventTime;
import dev.serai.event.RecentEvents;
import dev.serai.refusal.Invalid;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * What a Zap is set up with: the user's recent events in the shape that hooks get them, or, as long as there are none, the
 * example of the requirement document.
 */
@Component("callnfySamples")
public class CallnfySamples {

    private static final int MOST = 25;
    private static final String DOCUMENTED = "zapier-samples.json";

    private final RecentEvents events;
    private final ObjectMapper json;
    private final Map<String, Sample> documented = new LinkedHashMap<>();

    CallnfySamples(RecentEvents events, ObjectMapper json) {
        this.events = events;
        this.json = json;
        try (InputStream file = CallnfySamples.class.getResourceAsStream(DOCUMENTED)) {
            for (JsonNode printed : json.readTree(file)) {
                String event = printed.get("event").asText();
                documented.put(
                        event,
                        new Sample(
                                "sample-" + event,
                                event,
                                printed.get("timestamp").asText(),
                                printed.get("data")));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * An event as a hook gets it.
     *
     * @param id what Zapier tells samples apart by
     */
    record Sample(String id, String event, String timestamp, JsonNode data) {}

    /** @throws Invalid naming {@code event}, when it is none that Zapier gets */
    public Answer list(Call call) {
        String type = call.path().getOrDefault("event", "");
        Sample example = documented.get(type);
        if (example == null) {
            throw new Invalid("event", "must be one of " + String.join(", ", documented.keySet()));
        }
        List<Sample> samples = events.newest(call.tenant(), type, MOST).stream()
                .map(this::sample)
                .toList();
        return Answer.ok(samples.isEmpty() ? List.of(example) : samples);
    }

    private Sample sample(Event event) {
        try {
            return new Sample(
                    event.id().toString(),
                    event.type(),
                    EventTime.withMillis(event.occurredAt()),
                    json.readTree(event.data()));
        } catch (IOException broken) {
            throw new UncheckedIOException("event.data holds no JSON", broken);
        }
    }
}
