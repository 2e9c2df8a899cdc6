package dev.serai.sync;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The latest sync of a data type into the hub.
 *
 * @param mode {@code full} or {@code incremental}
 * @param read how many records were read until now
 * @param changed how many of them were new, or other than before
 * @param deleted how many are there no more
 * @param error why it failed, or why it waits; null: it does neither
 * @param startedAt null: not yet
 * @param finishedAt null: not yet
 */
public record SyncRun(
        UUID id,
        String dataType,
        Mode mode,
        Status status,
        long read,
        long changed,
        long deleted,
        @Nullable String error,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /** How much is read. */
    public enum Mode {
        /** Everything; what is not seen any more counts as deleted. */
        FULL,
        /** What has changed since the last run that came to its end. */
        INCREMENTAL;

        /** @return the mode as contracts and the database write it */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Where it stands. */
    public enum Status {
        WAITING,
        RUNNING,
        FINISHED,
        FAILED;

        /** @return the status as contracts and the database write it */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
