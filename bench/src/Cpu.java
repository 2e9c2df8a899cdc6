import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Processor time that the hub, its PostgreSQL and this program have used up to a moment. */
record Cpu(long nanos, double hub, double postgres, double bench) {

    /** Linux counts in hundredths of a second. */
    private static final double TICKS = 100;

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
                seconds(ProcessHandle.current().pid(), 2));
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
        double all = (nanos - earlier.nanos) / 1e9 * Runtime.getRuntime().availableProcessors();
        return String.format(
                Locale.ROOT,
                "hub %.0f %%, PostgreSQL %.0f %%, generator and receiver %.0f %% of %d cores over %.1f s",
                100 * (hub - earlier.hub) / all,
                100 * (postgres - earlier.postgres) / all,
                100 * (bench - earlier.bench) / all,
                Runtime.getRuntime().availableProcessors(),
                (nanos - earlier.nanos) / 1e9);
    }
}
