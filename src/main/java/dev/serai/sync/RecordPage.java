package dev.serai.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of records that was read.
 *
 * @param records the records, in the provider's order
 * @param next where the next page begins; null: this was the last
 * @param cursor on the last page, where the next read of changes begins; null: the hub takes the latest change that it saw,
 *     written as {@link java.time.Instant#toString()}
 */
public record RecordPage(List<SyncRecord> records, @Nullable String next, @Nullable String cursor) {

    public RecordPage {
        records = List.copyOf(records);
    }
}
