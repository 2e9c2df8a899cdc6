import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one hub that runs at a time, started anew when a measurement needs it otherwise, and what was seen of it while it
 * was measured.
 */
final class Stage implements AutoCloseable {

    private final Workplace place;
    private final Report report;
    private final boolean profiling;
    private final Map<String, List<Profile.Window>> windows = new LinkedHashMap<>();
    private Hub hub;
    private boolean delivering;
    private Path recording;
    private int recordings;
    private double disturbance;

    Stage(Workplace place, Report report, boolean profiling) {
        this.place = place;
        this.report = report;
        this.profiling = profiling;
    }

    /** Something that is measured. */
    interface Measured<T> {
        T measure(Hub hub) throws IOException, InterruptedException;
    }

    /** @return a running hub that takes events in and leaves their deliveries lying */
    Hub accepting() throws IOException {
        return hub != null && !delivering ? hub : restart(false);
    }

    /** @return a running hub that delivers */
    Hub delivering() throws IOException {
        return hub != null && delivering ? hub : restart(true);
    }

    /** Stops the hub that runs, and starts one anew. */
    Hub restart(boolean delivering) throws IOException {
        close();
        recording = profiling ? place.recording(++recordings) : null;
        hub = Hub.start(place, delivering, recording);
        this.delivering = delivering;
        return hub;
    }

    /** Measures something on the hub that runs, and notes how the cores were used meanwhile. */
    <T> T watch(String name, Measured<T> measured) throws IOException, InterruptedException {
        Instant from = Instant.now();
        Cpu before = Cpu.now(hub);
        T result = measured.measure(hub);
        Cpu after = Cpu.now(hub);
        report.cores(name, after.since(before));
        disturbance = Math.max(disturbance, after.others(before));
        windows.computeIfAbsent(name, first -> new ArrayList<>()).add(new Profile.Window(from, Instant.now()));
        return result;
    }

    /** @return the most that other programs took from a measurement, in per cent of all cores */
    double disturbance() {
        return disturbance;
    }

    /** Stops the hub; when it was recorded, reads where its time went. */
    @Override
    public void close() throws IOException {
        if (hub == null) {
            return;
        }
        hub.close();
        hub = null;
        if (recording != null) {
            for (Map.Entry<String, List<Profile.Window>> measured : windows.entrySet()) {
                report.profile(Profile.read(recording, measured.getKey(), measured.getValue()));
            }
        }
        windows.clear();
    }
}
