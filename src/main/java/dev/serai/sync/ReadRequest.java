package dev.serai.sync;

import dev.serai.connection.OpenConnection;
import dev.serai.provider.DataType;
import dev.serai.provider.Provider;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of records to read: the body of an exchange that comes to the route of a data type.
 *
 * @param connection through which it is read
 * @param provider the connection's provider
 * @param type what is read
 * @param cursor where the last read that came to its end left off, as its {@link RecordPage} said; null: everything is read
 * @param position where the page begins, as the page before said; null: it is the first
 * @param filters what the caller wants only, by the names that the data type has for it
 * @param limit how many records a page should have at most
 */
public record ReadRequest(
        OpenConnection connection,
        Provider provider,
        DataType type,
        @Nullable String cursor,
        @Nullable String position,
        Map<String, String> filters,
        int limit) {

    public ReadRequest {
        filters = Map.copyOf(filters);
    }

    /** @return never the filters, which may hold people's data */
    @Override
    public String toString() {
        return "ReadRequest[" + provider.id() + " " + type.name() + "]";
    }
}
