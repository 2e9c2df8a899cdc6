package dev.serai.provider.sap;

import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a page begins. Asked for so many records, a system gives them at once, or in portions of its own that are asked for
 * by a token; when there were as many as asked for, there may be more behind them.
 *
 * @param begun when the read began
 * @param skip how many records came before those that are asked for now
 * @param read how many of these have come already
 * @param token asks for the next portion of them; null: none of them has come yet
 */
record PagePosition(Instant begun, int skip, int read, @Nullable String token) {

    static PagePosition first(Instant now) {
        return new PagePosition(now, 0, 0, null);
    }

    /** @throws ProviderFault when it is no position */
    static PagePosition parse(String text) {
        String[] parts = text.split(" ", 4);
        try {
            if (parts.length == 4) {
                return new PagePosition(
                        Instant.parse(parts[0]),
                        Integer.parseUnsignedInt(parts[1]),
                        Integer.parseUnsignedInt(parts[2]),
                        parts[3].isEmpty() ? null : parts[3]);
            }
        } catch (DateTimeException | NumberFormatException malformed) {
            throw unknown();
        }
        throw unknown();
    }

    private static ProviderFault unknown() {
        return new ProviderFault(ErrorClass.PERMANENT, "This is no position of a read of SAP");
    }

    /**
     * @param records how many have come now
     * @param size how many were asked for altogether
     * @param next asks for the next portion; null: there is none
     * @return where the next page begins; null: there is none
     */
    @Nullable
    PagePosition after(int records, int size, @Nullable String next) {
        int come = read + records;
        if (next != null) {
            return new PagePosition(begun, skip, come, next);
        }
        return come >= size && records > 0 ? new PagePosition(begun, skip + come, 0, null) : null;
    }

    @Override
    public String toString() {
        return begun + " " + skip + " " + read + " " + (token == null ? "" : token);
    }
}
