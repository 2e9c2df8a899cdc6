package dev.serai.provider;

import java.util.List;
import java.util.stream.Collectors;

/** A provider's file that can't be used, with everything that is wrong in it. */
final class BrokenProvider extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Something wrong.
     *
     * @param place where
     * @param message what, and what would be right
     */
    record Fault(Place place, String message) {}

    /**
     * @param file the file as people find it
     * @param faults at least one, in the file's order
     */
    BrokenProvider(String file, List<Fault> faults) {
        super(faults.stream()
                .map(fault ->
                        file + ":" + fault.place().line() + ":" + fault.place().column() + ": " + fault.message())
                .collect(Collectors.joining("\n")));
    }
}
