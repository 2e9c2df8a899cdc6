package dev.serai.yaml;

import java.util.List;

/** A text that is not the YAML that files here are written in. */
public final class BrokenYaml extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    BrokenYaml(List<Fault> faults) {
        super(faults.toString());
        this.faults = List.copyOf(faults);
    }

    /** @return at least one, in the file's order */
    public List<Fault> faults() {
        return faults;
    }
}
