package dev.serai.provider.salesforce;

import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a read goes on: behind a record that is known by its moment and its id, so that it can go on at any time later.
 *
 * @param object which of the data type's objects is being read
 * @param stamp the last record's {@code SystemModstamp}; null: none of this object has been read yet
 * @param id the last record's id; null: none has been read yet
 * @param begun when the read began, which no record that is still being written is older than
 * @param latest the latest {@code SystemModstamp} that the read has seen; null: it has seen none
 */
record ReadPosition(
        String object, @Nullable Instant stamp, @Nullable String id, Instant begun, @Nullable Instant latest) {

    private static final String NOTHING = "-";

    /** @throws ProviderFault when it is no position of a read of these objects */
    static ReadPosition parse(String text, List<String> objects) {
        String[] parts = text.split(" ", -1);
        try {
            if (parts.length == 5 && objects.contains(parts[0])) {
                return new ReadPosition(
                        parts[0],
                        moment(parts[1]),
                        parts[2].equals(NOTHING) ? null : Soql.id("position", parts[2]),
                        Instant.parse(parts[3]),
                        moment(parts[4]));
            }
        } catch (DateTimeException malformed) {
            throw unknown();
        }
        throw unknown();
    }

    private static ProviderFault unknown() {
        return new ProviderFault(ErrorClass.PERMANENT, "This is no position of a read of Salesforce");
    }

    private static @Nullable Instant moment(String text) {
        return text.equals(NOTHING) ? null : Instant.parse(text);
    }

    /** @return the same, behind another record */
    ReadPosition behind(Instant stamp, String id) {
        return new ReadPosition(object, stamp, id, begun, latest == null || stamp.isAfter(latest) ? stamp : latest);
    }

    /** @return the beginning of the next object */
    ReadPosition at(String next) {
        return new ReadPosition(next, null, null, begun, latest);
    }

    @Override
    public String toString() {
        return String.join(
                " ",
                object,
                stamp == null ? NOTHING : stamp.toString(),
                id == null ? NOTHING : id,
                begun.toString(),
                latest == null ? NOTHING : latest.toString());
    }
}
