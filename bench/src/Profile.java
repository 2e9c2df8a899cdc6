import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** Where a hub spent its time, counted from a flight recording. */
final class Profile {

    private static final int SHOWN = 15;

    private final Map<String, Double> methods = new HashMap<>();
    private final Map<String, Double> own = new HashMap<>();
    private final Map<String, Double> libraries = new HashMap<>();
    private final Map<String, Double> threads = new HashMap<>();
    private final Map<String, Double> allocated = new HashMap<>();
    private final Map<String, Double> allocators = new HashMap<>();
    private final Map<String, Double> blocked = new HashMap<>();
    private double pauses;
    private int collections;

    private Profile() {}

    /** A time that is of interest. */
    record Window(Instant from, Instant to) {

        private boolean holds(Instant moment) {
            return !moment.isBefore(from) && moment.isBefore(to);
        }
    }

    /** Reads what a recording says of some times, as Markdown. */
    static String read(Path recording, String name, List<Window> windows) throws IOException {
        Profile profile = new Profile();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                Instant moment = event.getStartTime();
                if (windows.stream().anyMatch(window -> window.holds(moment))) {
                    profile.add(event);
                }
            }
        }
        return profile.text(name);
    }

    private void add(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case "jdk.ExecutionSample" -> addSample(event);
            case "jdk.ObjectAllocationSample" -> {
                double megabytes = event.getLong("weight") / 1e6;
                RecordedClass type = event.getClass("objectClass");
                allocated.merge(type == null ? "?" : type.getName(), megabytes, Double::sum);
                allocators.merge(first(event, Profile::isOurs), megabytes, Double::sum);
            }
            case "jdk.GarbageCollection" -> {
                collections++;
                pauses += event.getDuration("sumOfPauses").toNanos() / 1e9;
            }
            case "jdk.JavaMonitorEnter" ->
                blocked.merge(
                        first(event, Profile::isOurs), event.getDuration().toNanos() / 1e9, Double::sum);
            default -> {
                // Of the other events nothing is told.
            }
        }
    }

    private void addSample(RecordedEvent event) {
        methods.merge(first(event, frame -> true), 1.0, Double::sum);
        own.merge(first(event, Profile::isOurs), 1.0, Double::sum);
        libraries.merge(library(event), 1.0, Double::sum);
        RecordedThread thread = event.getThread("sampledThread");
        String name = thread == null || thread.getJavaName() == null ? "?" : thread.getJavaName();
        threads.merge(name.isBlank() ? "virtual" : name.replaceAll("\\d+", "#"), 1.0, Double::sum);
    }

    private static boolean isOurs(RecordedFrame frame) {
        return frame.getMethod().getType().getName().startsWith("dev.serai.");
    }

    /** The library nearest to the top of the stack, the JDK not counted. */
    private static String library(RecordedEvent event) {
        if (event.getStackTrace() == null) {
            return "?";
        }
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            String type = frame.getMethod().getType().getName();
            if (!type.matches("(java|javax|jdk|sun|com\\.sun)\\..*")) {
                String[] parts = type.split("\\.");
                int kept = Math.min(parts.length - 1, type.startsWith("dev.serai.") ? 3 : 4);
                return String.join(".", List.of(parts).subList(0, kept));
            }
        }
        return "the JDK alone";
    }

    private static String first(RecordedEvent event, Predicate<RecordedFrame> wanted) {
        if (event.getStackTrace() != null) {
            for (RecordedFrame frame : event.getStackTrace().getFrames()) {
                if (frame.isJavaFrame() && wanted.test(frame)) {
                    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
                }
            }
        }
        return "(none of the hub's)";
    }

    private String text(String name) {
        double samples = threads.values().stream().mapToDouble(Double::doubleValue).sum();
        StringBuilder text = new StringBuilder("## Profile: " + name + "\n\n");
        text.append(String.format(
                Locale.ROOT,
                "%.0f samples of running Java code; %d collections, which paused for %.2f s in all.%n",
                samples, collections, pauses));
        list(text, "Libraries, nearest to the top of the stack", libraries, "%");
        list(text, "The hub's own methods, nearest to the top of the stack", own, "%");
        list(text, "Methods at the top of the stack", methods, "%");
        list(text, "Threads", threads, "%");
        list(text, "Memory allocated, by class", allocated, "MB");
        list(text, "Memory allocated, by the hub's own method", allocators, "MB");
        list(text, "Waiting for locks, by the hub's own method (all threads together)", blocked, "s");
        return text.toString();
    }

    private static void list(StringBuilder text, String heading, Map<String, Double> counts, String unit) {
        double sum = counts.values().stream().mapToDouble(Double::doubleValue).sum();
        text.append("\n### ").append(heading).append("\n\n");
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(SHOWN)
                .forEach(entry -> text.append(String.format(
                        Locale.ROOT,
                        "- %.1f %s %s%n",
                        unit.equals("%") ? 100 * entry.getValue() / sum : entry.getValue(),
                        unit,
                        entry.getKey())));
    }
}
