import java.util.Arrays;

/** Times, sorted. */
final class Percentiles {

    private final long[] nanos;

    Percentiles(long[] nanos) {
        this.nanos = nanos.clone();
        Arrays.sort(this.nanos);
    }

    /** @return milliseconds within which this share of them was */
    double millis(double share) {
        int index = (int) Math.ceil(share * nanos.length) - 1;
        return nanos[Math.max(index, 0)] / 1e6;
    }

    Percentiles and(Percentiles others) {
        long[] both = Arrays.copyOf(nanos, nanos.length + others.nanos.length);
        System.arraycopy(others.nanos, 0, both, nanos.length, others.nanos.length);
        return new Percentiles(both);
    }
}
