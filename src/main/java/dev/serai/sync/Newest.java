package dev.serai.sync;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The latest change that a read has seen, from which the next read goes on. */
final class Newest {

    private Newest() {}

    static @Nullable Instant of(@Nullable Instant before, List<SyncRecord> records) {
        Instant newest = before;
        for (SyncRecord record : records) {
            Instant updatedAt = record.updatedAt();
            if (updatedAt != null && (newest == null || updatedAt.isAfter(newest))) {
                newest = updatedAt;
            }
        }
        return newest;
    }

    /**
     * @param page the last page of a read
     * @param cursor where the read of changes began; null: it read everything
     * @param begun when the read began: what changed since may have been passed already, in a list that is not sorted by it
     * @return where the next read begins; null: it has to read everything again
     */
    static @Nullable String cursor(RecordPage page, @Nullable Instant newest, @Nullable String cursor, Instant begun) {
        if (page.cursor() != null) {
            return page.cursor();
        }
        if (newest == null) {
            return cursor;
        }
        return (newest.isAfter(begun) ? begun : newest).toString();
    }
}
