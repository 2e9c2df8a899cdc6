import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The events that are sent: of a usual size, and told apart by a number. */
final class Event {

    /** What stands before an event's number, also in a delivery. */
    static final String NUMBER_KEY = "\"n\":\"";

    /** The type that the healthy webhook listens to. */
    static final String TYPE = "application.created";

    /** The type that the hanging webhooks listen to. */
    static final String HANGING_TYPE = "application.hired";

    private Event() {}

    static String json(String type, int number) {
        return "{\"event\":\"" + type + "\",\"data\":" + data(number) + "}";
    }

    static String data(int number) {
        return "{\"applicationId\":\"app_8f2c1d\",\"jobId\":\"job_4471\",\"stage\":\"applied\",\"candidate\":"
                + "{\"name\":\"Ada Lovelace\",\"email\":\"ada@example.com\",\"phone\":\"+44 20 7946 0000\"}," + NUMBER_KEY
                + String.format("%09d", number) + "\"}";
    }

    static String batch(String type, int size) {
        return IntStream.range(0, size)
                .mapToObj(number -> json(type, number))
                .collect(Collectors.joining(",", "{\"events\":[", "]}"));
    }
}
