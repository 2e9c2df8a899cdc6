package dev.serai.schedule;

import java.time.Duration;
import java.util.Optional;

/** Implemented by failures that may know when it makes sense to try again. */
public interface Postponed {

    /** @return how long to wait, as the other side has asked; empty: as usual */
    Optional<Duration> retryAfter();
}
