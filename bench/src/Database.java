import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hub's embedded PostgreSQL, reached with psql and pgbench while the hub runs. */
final class Database {

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

    private final Path directory;

    Database(Workplace place) {
        directory = place.data().resolve("postgres");
    }

    /** Runs SQL and returns what it printed, a line per row. */
    String sql(String statements) throws IOException, InterruptedException {
        return run(command("psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-d", "serai", "-f", "-"), statements)
                .strip();
    }

    long number(String query) throws IOException, InterruptedException {
        return Long.parseLong(sql(query));
    }

    /**
     * Makes the tables that R is measured with: of the same shape as the hub's own, in a schema of their own.
     */
    void makeReferenceTables() throws IOException, InterruptedException {
        sql(Files.readString(Path.of("bench/sql/reference-tables.sql")));
    }

    /** @return R: transactions a second that insert one event and one delivery, by 8 clients */
    double reference(int seconds) throws IOException, InterruptedException {
        sql("TRUNCATE bench.event, bench.delivery_due; CHECKPOINT");
        String printed = run(
                command("pgbench", "-n", "-M", "prepared", "-c", "8", "-j", "2", "-T", Integer.toString(seconds), "-f",
                        "bench/sql/reference.pgbench", "serai"),
                "");
        Matcher rate = RATE.matcher(printed);
        if (!rate.find()) {
            throw new IllegalStateException("pgbench printed no rate: " + printed);
        }
        return Double.parseDouble(rate.group(1));
    }

    /** Fills the tables with finished deliveries of one webhook, spread over the last hours. */
    void fillHistory(String webhookId, int rows) throws IOException, InterruptedException {
        sql(Files.readString(Path.of("bench/sql/history.sql"))
                .replace(":rows", Integer.toString(rows))
                .replace(":webhook", "'" + webhookId + "'"));
    }

    private List<String> command(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                program, "-h", "127.0.0.1", "-p", Files.readString(directory.resolve("port")).strip(), "-U", "serai"));
        command.addAll(List.of(arguments));
        return command;
    }

    private String run(List<String> command, String input) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PGPASSWORD", Files.readString(directory.resolve("password")).strip());
        builder.redirectErrorStream(true);
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command.get(0) + " failed: " + printed);
        }
        return printed;
    }
}
