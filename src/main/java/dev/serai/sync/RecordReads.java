package dev.serai.sync;

import dev.serai.call.CallSeats;
import dev.serai.connection.ConnectionLog;
import dev.serai.connection.Connections;
import dev.serai.connection.LastSync;
import dev.serai.connection.OpenConnection;
import dev.serai.provider.DataType;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.sync.ReadMark.Standing;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reads records for a caller, straight from the provider, a page at a time. */
@Service
public class RecordReads {

    private final Connections connections;
    private final RecordReading reading;
    private final CallSeats seats;
    private final ReadMark marks;
    private final ConnectionLog log;
    private final LastSync lastSync;
    private final Clock clock;

    RecordReads(
            Connections connections,
            RecordReading reading,
            CallSeats seats,
            ReadMark marks,
            ConnectionLog log,
            LastSync lastSync,
            Clock clock) {
        this.connections = connections;
        this.reading = reading;
        this.seats = seats;
        this.marks = marks;
        this.log = log;
        this.lastSync = lastSync;
        this.clock = clock;
    }

    /**
     * A page that a caller gets.
     *
     * @param records the records
     * @param hasMore whether another page follows
     * @param cursor where the next page begins; after the last page, where the next read begins, which then has only what has
     *     changed since; null: there is nothing to go on from, and the next read has everything again
     * @param full whether the read has everything, and not only what has changed
     */
    public record Page(List<SyncRecord> records, boolean hasMore, @Nullable String cursor, boolean full) {}

    /**
     * Reads a page.
     *
     * @param cursor what the page before gave; null: from the beginning
     * @param filters what is wanted only; with a cursor, those of the first page count
     * @param limit how many records at most, 1 or more; providers may give fewer
     * @throws dev.serai.refusal.NotFound when the tenant has no such connection, or the provider no such data type
     * @throws dev.serai.refusal.Invalid when the cursor or a filter can't be taken
     * @throws ProviderFault when the provider refuses or can't be reached
     */
    public Page read(
            long tenantId,
            UUID connectionId,
            String typeName,
            @Nullable String cursor,
            Map<String, String> filters,
            int limit) {
        OpenConnection connection = connections.open(tenantId, connectionId);
        Provider provider = reading.provider(connection);
        DataType type = reading.type(provider, typeName);
        RecordReading.check(type, filters);
        Standing standing = cursor == null
                ? new Standing(typeName, null, null, null, clock.instant(), filters)
                : marks.read(connectionId, typeName, cursor);
        try {
            Page page = seats.during(connectionId, () -> read(connection, provider, type, standing, limit));
            log.success(
                    tenantId,
                    connectionId,
                    "Sync of " + typeName + ": " + page.records().size() + " records");
            lastSync.now(tenantId, connectionId);
            return page;
        } catch (ProviderFault fault) {
            log.error(tenantId, connectionId, "Sync of " + typeName + ": " + fault.getMessage());
            throw fault;
        }
    }

    private Page read(OpenConnection connection, Provider provider, DataType type, Standing standing, int limit) {
        // A mark that leads to what has changed since may be used much later than it was made.
        Standing from = standing.position() != null
                ? standing
                : new Standing(type.name(), standing.cursor(), null, null, clock.instant(), standing.filters());
        RecordPage page;
        try {
            page = reading.read(request(connection, provider, type, from, limit));
        } catch (CursorGone gone) {
            from = new Standing(type.name(), null, null, null, clock.instant(), standing.filters());
            page = reading.read(request(connection, provider, type, from, limit));
        }
        Instant begun = from.begunAt();
        Instant newest = Newest.of(from.newestAt(), page.records());
        String next = null;
        if (page.next() != null) {
            next = marks.write(
                    connection.id(),
                    new Standing(type.name(), from.cursor(), page.next(), newest, begun, from.filters()));
        } else {
            String end = Newest.cursor(page, newest, from.cursor(), begun);
            if (end != null) {
                next = marks.write(
                        connection.id(), new Standing(type.name(), end, null, null, clock.instant(), from.filters()));
            }
        }
        return new Page(page.records(), page.next() != null, next, from.cursor() == null);
    }

    private static ReadRequest request(
            OpenConnection connection, Provider provider, DataType type, Standing standing, int limit) {
        return new ReadRequest(
                connection, provider, type, standing.cursor(), standing.position(), standing.filters(), limit);
    }
}
