package dev.serai.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody who misspelt a word may have meant. */
public final class Spelling {

    private static final int CLOSE = 3;

    private Spelling() {}

    /**
     * @param written what somebody wrote
     * @param known what there is
     * @return the closest of the known words; empty when none is close
     */
    public static Optional<String> closest(String written, Collection<String> known) {
        return known.stream()
                .filter(word -> distance(word, written) <= Math.min(CLOSE, written.length() / 2))
                .min(Comparator.comparingInt((String word) -> distance(word, written))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /**
     * @param written what somebody wrote
     * @param known what there is
     * @return {@code "; did you mean 'it'?"}, or nothing when no known word is close
     */
    public static String hint(String written, Collection<String> known) {
        return closest(written, known)
                .map(word -> "; did you mean '" + word + "'?")
                .orElse("");
    }

    /** How many letters must be put in, taken out or changed (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
