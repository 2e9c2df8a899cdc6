package dev.serai.provider.google;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** One message of a mailbox, as it was taken in. */
final class StoredMail {

    private final String id;
    private final String thread;
    private final Set<String> labels;
    private final byte[] mime;
    private final ParsedMail parsed;
    private final long internalDate;
    private long changed;

    StoredMail(
            String id,
            String thread,
            Set<String> labels,
            byte[] mime,
            ParsedMail parsed,
            long internalDate,
            long changed) {
        this.id = id;
        this.thread = thread;
        this.labels = labels;
        this.mime = mime;
        this.parsed = parsed;
        this.internalDate = internalDate;
        this.changed = changed;
    }

    String id() {
        return id;
    }

    String thread() {
        return thread;
    }

    Set<String> labels() {
        return labels;
    }

    byte[] mime() {
        return mime;
    }

    ParsedMail parsed() {
        return parsed;
    }

    long internalDate() {
        return internalDate;
    }

    void changedAt(long historyId) {
        changed = historyId;
    }

    /** @param headers which of its headers go along when only the metadata is wanted; empty: all */
    ObjectNode shown(String format, List<String> headers) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("id", id).put("threadId", thread);
        labels.forEach(body.withArray("labelIds")::add);
        body.put("snippet", parsed.snippet())
                .put("historyId", String.valueOf(changed))
                .put("internalDate", String.valueOf(internalDate))
                .put("sizeEstimate", mime.length);
        switch (format) {
            case "minimal" -> {}
            case "raw" -> body.put("raw", Base64.getUrlEncoder().encodeToString(mime));
            case "metadata" -> body.set("payload", parsed.metadata(headers));
            case "full" -> body.set("payload", parsed.payload());
            default ->
                throw Refusal.api(
                        400,
                        "badRequest",
                        "Invalid value at 'format' (type.googleapis.com/caribou.api.proto.MessageFormat), \"" + format
                                + "\"");
        }
        return body;
    }
}
