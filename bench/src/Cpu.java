import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Processor time in seconds that the hub, its PostgreSQL, this program and all programs have used up to a moment. */
record Cpu(long nanos, double hub, double postgres, double bench, double all) {

    /** Linux counts in hundredths of a second. */
    private static final double TICKS = 100;

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    static Cpu now(Hub hub) {
        double postgres = 0;
        try (Stream<ProcessHandle> below = hub.process().descendants()) {
            for (ProcessHandle process : below.toList()) {
                boolean server = process.parent().filter(hub.process()::equals).isPresent();
                // What the server's ended children used is counted with the server.
                postgres += seconds(process.pid(), server ? 4 : 2);
            }
        }
        return new Cpu(System.nanoTime(), seconds(hub.process().pid(), 2), postgres,
                seconds(ProcessHandle.current().pid(), 2), busy());
    }

    /** @return what all programs together have used: every state that Linux counts but idle and waiting for a disk */
    private static double busy() {
        try {
            String[] values = Files.readAllLines(Path.of("/proc/stat")).get(0).split("\\s+");
            double ticks = 0;
            for (int i = 1; i <= 8; i++) {
                ticks += i == 4 || i == 5 ? 0 : Long.parseLong(values[i]);
            }
            return ticks / TICKS;
        } catch (IOException none) {
            return 0;
        }
    }

    private static double seconds(long pid, int fields) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] values = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double ticks = 0;
            for (int i = 0; i < fields; i++) {
                ticks += Long.parseLong(values[11 + i]);
            }
            return ticks / TICKS;
        } catch (IOException ended) {
            return 0;
        }
    }

    /** @return how all cores were used since an earlier moment, in words */
    String since(Cpu earlier) {
        return String.format(
                Locale.ROOT,
                "hub %.0f %%, PostgreSQL %.0f %%, generator and receiver %.0f %%, others %.0f %% of %d cores over %.1f s",
                share(hub - earlier.hub, earlier),
                share(postgres - earlier.postgres, earlier),
                share(bench - earlier.bench, earlier),
                others(earlier),
                CORES,
                (nanos - earlier.nanos) / 1e9);
    }

    /** @return the per cent of all cores that programs used which have nothing to do with this */
    double others(Cpu earlier) {
        double ours = hub + postgres + bench - earlier.hub - earlier.postgres - earlier.bench;
        return Math.max(0, share(all - earlier.all - ours, earlier));
    }

    private double share(double seconds, Cpu earlier) {
        return 100 * seconds / ((nanos - earlier.nanos) / 1e9 * CORES);
    }
}
