import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to measure, and how long.
 *
 * @param sections what to measure
 * @param again whether to measure it again with a long history in the tables
 * @param profile whether to record where the hub spends its time
 * @param deliveries how many deliveries are drained
 * @param history how many finished deliveries the long history has
 * @param seconds the length of one measurement of a rate
 * @param calmSeconds the length of one measurement of latency
 */
record Settings(
        Set<Section> sections,
        boolean again,
        boolean profile,
        int deliveries,
        int history,
        int seconds,
        int calmSeconds) {

    /** What can be measured. */
    enum Section {
        START,
        R,
        ACCEPT,
        BATCH,
        DRAIN,
        LATENCY,
        HANGING,
        READ;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String AGAIN = "million";

    /** Reads the command line; ends the program with a hint when it can't. */
    static Settings of(String[] arguments) {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        boolean profile = words.remove("--profile");
        boolean quick = words.remove("--quick");
        boolean again = words.remove(AGAIN);
        Set<Section> sections = EnumSet.noneOf(Section.class);
        for (String word : words) {
            sections.add(Arrays.stream(Section.values())
                    .filter(section -> section.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> usage(word)));
        }
        if (sections.isEmpty()) {
            sections = EnumSet.allOf(Section.class);
            again = true;
        }
        return quick
                ? new Settings(sections, again, profile, 5_000, 50_000, 3, 8)
                : new Settings(sections, again, profile, 50_000, 1_000_000, 10, 40);
    }

    private static RuntimeException usage(String word) {
        System.err.println("bench/run: unknown section '" + word + "'. Usage: bench/run [--profile] [--quick] ["
                + Arrays.stream(Section.values()).map(Section::word).collect(Collectors.joining("|")) + "|" + AGAIN
                + "]...");
        System.exit(2);
        return new IllegalStateException();
    }

    boolean has(Section section) {
        return sections.contains(section);
    }
}
