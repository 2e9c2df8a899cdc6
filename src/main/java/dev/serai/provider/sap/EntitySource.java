package dev.serai.provider.sap;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Where a data type's records are in SAP, as its route says in exchange properties.
 *
 * @param service the service that has them, unless the connection names another
 * @param serviceField where in its configuration the connection would name it
 * @param set the entity set
 * @param key the property that is the record's id; the records are sorted by it
 * @param changed pairs of properties with the date and the time of a change, the latest first; none: SAP does not say
 * @param filter what all of them have in common; null: nothing
 * @param expand what comes along with each; null: nothing
 * @param deleted the property that is true of those that are there no more; null: there is none
 */
record EntitySource(
        String service,
        String serviceField,
        String set,
        String key,
        List<String[]> changed,
        @Nullable String filter,
        @Nullable String expand,
        @Nullable String deleted) {

    static EntitySource of(Exchange exchange) {
        String changed = exchange.getProperty("sapChanged", "", String.class);
        return new EntitySource(
                exchange.getProperty("sapService", String.class),
                exchange.getProperty("sapServiceField", ServicePaths.FIELD, String.class),
                exchange.getProperty("sapEntitySet", String.class),
                exchange.getProperty("sapKey", String.class),
                changed.isEmpty()
                        ? List.of()
                        : Stream.of(changed.split(","))
                                .map(pair -> pair.strip().split(" "))
                                .toList(),
                exchange.getProperty("sapFilter", String.class),
                exchange.getProperty("sapExpand", String.class),
                exchange.getProperty("sapDeleted", String.class));
    }

    /** @return a condition that holds for what has changed on a day or later */
    String changedSince(Instant day) {
        return "("
                + String.join(
                        " or ",
                        changed.stream()
                                .map(pair -> pair[0] + " ge " + OData.dateTime(day))
                                .toList())
                + ")";
    }

    /** @return when a record last changed; empty when it does not say */
    Optional<Instant> updatedAt(JsonNode record) {
        return changed.stream()
                .flatMap(pair -> OData.read(
                        record.path(pair[0]).asText(""),
                        pair.length > 1 ? record.path(pair[1]).asText("") : null)
                        .stream())
                .findFirst();
    }
}
