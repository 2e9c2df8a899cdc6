package dev.serai.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A product with appointments, as it should be made: it keeps what is newer, by the timestamps of events; and it sends
 * each event until it is accepted, under the same id.
 */
final class AppointmentProduct {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant DAY = Instant.parse("2030-01-01T09:00:00Z");

    /** An appointment; null fields have no value. */
    private record Appointment(
            String id, String name, String title, Instant start, int minutes, boolean cancelled, Instant changedAt) {

        Shown shown() {
            String summary = title != null ? title : name == null ? "Appointment" : "Appointment with " + name;
            return new Shown(summary.isEmpty() ? null : summary, start, start.plus(minutes, ChronoUnit.MINUTES));
        }
    }

    /** How an appointment looks in a calendar; two may look alike. */
    record Shown(String summary, Instant start, Instant end) implements Comparable<Shown> {
        @Override
        public int compareTo(Shown other) {
            return toString().compareTo(other.toString());
        }
    }

    private final Map<String, Appointment> appointments = new TreeMap<>();
    private final Deque<String> unsent = new ArrayDeque<>();
    private final Random random;
    private int made;
    private int events;

    AppointmentProduct(Random random) {
        this.random = random;
    }

    /** Makes, changes or cancels an appointment. */
    void doAnything() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<Appointment> live =
                appointments.values().stream().filter(one -> !one.cancelled()).toList();
        if (live.size() < 5 || random.nextInt(6) == 0 && live.size() < 40) {
            keepAndTell(
                    "appointment.created", new Appointment("appt_" + ++made, name(), null, anyTime(), 30, false, now));
            return;
        }
        Appointment one = live.get(random.nextInt(live.size()));
        // A product whose clock stands still would say that two changes are one.
        Instant at = now.isAfter(one.changedAt()) ? now : one.changedAt().plusMillis(1);
        switch (random.nextInt(5)) {
            case 0 ->
                keepAndTell(
                        "appointment.cancelled",
                        new Appointment(one.id(), one.name(), one.title(), one.start(), one.minutes(), true, at));
            case 1 ->
                keepAndTell(
                        "appointment.updated",
                        new Appointment(one.id(), name(), null, one.start(), one.minutes(), false, at));
            default ->
                keepAndTell(
                        "appointment.updated",
                        new Appointment(
                                one.id(), one.name(), one.title(), anyTime(), 15 + random.nextInt(90), false, at));
        }
    }

    private String name() {
        return "Customer " + random.nextInt(1_000);
    }

    private Instant anyTime() {
        return DAY.plus(random.nextInt(50_000), ChronoUnit.MINUTES);
    }

    private void keepAndTell(String type, Appointment appointment) {
        appointments.put(appointment.id(), appointment);
        ObjectNode event = JSON.createObjectNode()
                .put("event", type)
                .put("id", "product-" + ++events)
                .put("timestamp", appointment.changedAt().toString());
        event.putObject("data")
                .put("id", appointment.id())
                .put("customerId", (String) null)
                .put("customerName", appointment.name())
                .put("customerPhone", (String) null)
                .put("customerEmail", (String) null)
                .put("title", appointment.title())
                .put("description", (String) null)
                .put("notes", (String) null)
                .put("scheduledAt", appointment.start().toString())
                .put("duration", appointment.minutes())
                .put("status", appointment.cancelled() ? "cancelled" : "scheduled");
        unsent.add(event.toString());
    }

    /** Sends what is not accepted yet; what the hub can't take now is sent again later. */
    void send(HubClient hub) {
        try {
            while (!unsent.isEmpty()) {
                int status = hub.post("/events", unsent.getFirst()).statusCode();
                if (status != 202) {
                    return;
                }
                unsent.removeFirst();
            }
        } catch (IOException hubIsAway) {
            // It is sent again the next time.
        }
    }

    boolean hasSentAll() {
        return unsent.isEmpty();
    }

    /** Hears of an event that the hub delivers: one that is older than what is known changes nothing. */
    void hear(String body) {
        try {
            JsonNode event = JSON.readTree(body);
            JsonNode data = event.path("data");
            Instant at = Instant.parse(event.path("timestamp").asText());
            String id = data.path("id").asText();
            Appointment known = appointments.get(id);
            if (known == null || at.isAfter(known.changedAt())) {
                appointments.put(
                        id,
                        new Appointment(
                                id,
                                data.path("customerName").asText(null),
                                data.path("title").asText(null),
                                Instant.parse(data.path("scheduledAt").asText()),
                                data.path("duration").asInt(),
                                data.path("status").asText().equals("cancelled"),
                                at));
            }
        } catch (JsonProcessingException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** @return how the appointments that take place should look in the calendar, sorted */
    List<Shown> shown() {
        List<Shown> shown = new ArrayList<>();
        appointments.values().stream()
                .filter(one -> !one.cancelled())
                .map(Appointment::shown)
                .forEach(shown::add);
        return shown.stream().sorted().toList();
    }
}
