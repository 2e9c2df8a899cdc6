package dev.serai.trace;

/** Traces for tests that have no hub. */
public final class TestTraces {

    private TestTraces() {}

    /** @return those of a hub without a collector */
    public static Traces untold() {
        return new Traces(new TracingProperties(null, 1));
    }
}
