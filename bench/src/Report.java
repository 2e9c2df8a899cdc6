import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was reached, as a table; kept in a file as it grows, so that a run that breaks off leaves what it had. */
final class Report {

    private static final String[] HEADINGS = {"what", "measured", "reference", "ratio", "aim", "met"};

    private final Path file;
    private final String heading;
    private final List<String[]> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, String> cores = new LinkedHashMap<>();
    private final List<String> profiles = new ArrayList<>();

    Report(Path file, String heading) {
        this.file = file;
        this.heading = heading;
    }

    /** Adds something that is only told. */
    void told(String what, String measured) {
        add(what, measured, "", "", "", "");
    }

    /** Adds something that should be at least this many times its reference. */
    void atLeast(String what, double measured, String unit, String referenceName, double reference, double aim) {
        double ratio = measured / reference;
        add(what, round(measured) + unit, referenceName + " " + round(reference) + unit, two(ratio),
                "at least " + aim, ratio >= aim ? "yes" : "no");
    }

    /** Adds something that should be at most this many times its reference. */
    void atMost(String what, double measured, String unit, String referenceName, double reference, double aim) {
        double ratio = measured / reference;
        add(what, round(measured) + unit, referenceName + " " + round(reference) + unit, two(ratio),
                "at most " + aim, ratio <= aim ? "yes" : "no");
    }

    /** Adds a rate that should have become at most this many times as costly as it was. */
    void cost(String what, double perSecond, double before, double aim) {
        double ratio = before / perSecond;
        add(what, round(perSecond) + "/s", "before " + round(before) + "/s", two(ratio),
                "at most " + aim, ratio <= aim ? "yes" : "no");
    }

    /** Adds something that should stay within a bound. */
    void within(String what, double measured, String unit, double aim) {
        add(what, round(measured) + unit, "", "", "within " + round(aim) + unit, measured <= aim ? "yes" : "no");
    }

    private void add(String... row) {
        rows.add(row);
        System.out.println("  " + String.join("  ", row).strip());
        write();
    }

    void note(String note) {
        notes.add(note);
        System.out.println("  " + note);
        write();
    }

    /** Notes how the cores were used while something was measured; of several times the last one is kept. */
    void cores(String measured, String use) {
        cores.put(measured, use);
        write();
    }

    void profile(String profile) {
        profiles.add(profile);
        write();
    }

    private void write() {
        try {
            Files.writeString(file, text());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String text() {
        int[] widths = new int[HEADINGS.length];
        List<String[]> all = new ArrayList<>(rows);
        all.add(0, HEADINGS);
        for (String[] row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder("# What the hub reached\n\n" + heading + "\n\n");
        line(text, HEADINGS, widths, ' ');
        line(text, new String[] {"", "", "", "", "", ""}, widths, '-');
        rows.forEach(row -> line(text, row, widths, ' '));
        text.append('\n');
        notes.forEach(note -> text.append("- ").append(note).append('\n'));
        cores.forEach((measured, use) ->
                text.append("- Cores during ").append(measured).append(": ").append(use).append('\n'));
        profiles.forEach(profile -> text.append('\n').append(profile));
        return text.toString();
    }

    private static void line(StringBuilder text, String[] cells, int[] widths, char filler) {
        for (int i = 0; i < widths.length; i++) {
            text.append("| ").append(cells[i]);
            text.append(String.valueOf(filler).repeat(widths[i] - cells[i].length())).append(' ');
        }
        text.append("|\n");
    }

    private static String two(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static String round(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
    }
}
