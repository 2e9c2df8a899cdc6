package dev.serai.platform.routes;

import dev.serai.yaml.Fault;
import java.util.Comparator;

/**
 * Something wrong in one of several files.
 *
 * @param file the file as people find it
 * @param fault where in it, and what
 */
record Finding(String file, Fault fault) implements Comparable<Finding> {

    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::file)
            .thenComparing(finding -> finding.fault().place())
            .thenComparing(finding -> finding.fault().message());

    String line() {
        return fault.line(file);
    }

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }
}
