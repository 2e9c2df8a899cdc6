package dev.serai.provider;

import dev.serai.yaml.Fault;
import java.util.List;
import java.util.stream.Collectors;

/** A provider's file that can't be used, with everything that is wrong in it. */
final class BrokenProvider extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /**
     * @param file the file as people find it
     * @param faults at least one, in the file's order
     */
    BrokenProvider(String file, List<Fault> faults) {
        super(faults.stream().map(fault -> fault.line(file)).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    List<Fault> faults() {
        return faults;
    }
}
