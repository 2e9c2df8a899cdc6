package dev.serai.provider.outlook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A mailbox with its folders, as its human and the rest of the world see and change it. */
public final class GraphMailbox {

    /** A message in a folder, or what is left of one that went from it. */
    record Entry(String folder, ObjectNode message, long changed, boolean gone) {}

    private final String user;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<ObjectNode> sent = new ArrayList<>();
    private long sequence = 100;
    private long oldestKept;

    GraphMailbox(String user) {
        this.user = user;
    }

    /** @return the mailbox's address */
    public String email() {
        return user;
    }

    /** A message arrives in the inbox. @return its id */
    public String receive(String from, String subject, String text) {
        return receive(from, subject, message -> message.putObject("body")
                .put("contentType", "text")
                .put("content", text));
    }

    /** A message arrives in the inbox, with whatever else it has. @return its id */
    public synchronized String receive(String from, String subject, Consumer<ObjectNode> more) {
        return put("inbox", made(from, subject, more));
    }

    private ObjectNode made(String from, String subject, Consumer<ObjectNode> more) {
        long number = ++sequence;
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("@odata.etag", "W/\"" + number + "\"")
                .put("id", "AAkALg" + Long.toHexString(user.hashCode() & 0xffffffL) + Long.toHexString(number))
                .put("createdDateTime", now)
                .put("lastModifiedDateTime", now)
                .put("receivedDateTime", now)
                .put("sentDateTime", now)
                .put("hasAttachments", false)
                .put("internetMessageId", "<" + number + "@outlook.example.com>")
                .put("subject", subject)
                .put("importance", "normal")
                .put("parentFolderId", "inbox")
                .put("conversationId", "AAQk" + number)
                .put("isRead", false)
                .put("isDraft", false);
        message.putArray("categories");
        message.set("from", recipient(from));
        message.set("sender", recipient(from));
        message.putArray("toRecipients").add(recipient(user));
        message.putArray("ccRecipients");
        message.putArray("bccRecipients");
        message.putArray("replyTo");
        message.putArray("attachments");
        more.accept(message);
        String text = message.path("body").path("content").asText();
        message.put("bodyPreview", text.substring(0, Math.min(255, text.length())));
        message.put("hasAttachments", !message.path("attachments").isEmpty());
        return message;
    }

    private static ObjectNode recipient(String address) {
        ObjectNode recipient = JsonNodeFactory.instance.objectNode();
        recipient.putObject("emailAddress").put("name", address).put("address", address);
        return recipient;
    }

    private String put(String folder, ObjectNode message) {
        String id = message.path("id").asText();
        entries.put(id, new Entry(folder, message.put("parentFolderId", folder), ++sequence, false));
        return id;
    }

    /** Marks a message as read. */
    public synchronized void read(String id) {
        Entry entry = entry(id);
        put(entry.folder(), entry.message().put("isRead", true));
    }

    /** Deletes a message for good. */
    public synchronized void delete(String id) {
        Entry entry = entry(id);
        entries.put(id, new Entry(entry.folder(), entry.message(), ++sequence, true));
    }

    /** @return the ids of the messages in the inbox, the oldest first */
    public synchronized List<String> ids() {
        return in("inbox").stream()
                .map(entry -> entry.message().path("id").asText())
                .toList();
    }

    /** @return what was sent, as it was handed over, the oldest first */
    public synchronized List<ObjectNode> sent() {
        return List.copyOf(sent);
    }

    /** Forgets all delta tokens that were given so far: 410 SyncStateNotFound. */
    public synchronized void forgetDeltas() {
        oldestKept = ++sequence;
    }

    synchronized void send(ObjectNode message, boolean keep) {
        sent.add(message);
        if (keep) {
            put("sentitems", made(user, message.path("subject").asText(), copy -> copy.setAll(message.deepCopy())));
        }
    }

    private Entry entry(String id) {
        Entry entry = entries.get(id);
        if (entry == null || entry.gone()) {
            throw GraphRefusal.notFound();
        }
        return entry;
    }

    synchronized ObjectNode get(String id) {
        if (!id.startsWith("AA")) {
            throw GraphRefusal.graph(400, "ErrorInvalidIdMalformed", "Id is malformed.");
        }
        return entry(id).message().deepCopy();
    }

    /** @param folder null: all of them */
    private List<Entry> in(@Nullable String folder) {
        return entries.values().stream()
                .filter(entry ->
                        !entry.gone() && (folder == null || entry.folder().equals(folder)))
                .toList();
    }

    synchronized List<ObjectNode> newestFirst(@Nullable String folder) {
        return in(folder).stream()
                .sorted(Comparator.comparing(entry -> -Long.parseLong(
                        entry.message().path("@odata.etag").asText().replaceAll("\\D", ""))))
                .map(entry -> (ObjectNode) entry.message().deepCopy())
                .toList();
    }

    /**
     * What changed in a folder.
     *
     * @param token null: everything is new
     * @return the changes, and the tokens that lead on
     */
    synchronized Delta delta(String folder, @Nullable String token, int size) {
        Place place = token == null ? new Place(0, true) : Place.read(token);
        if (place.since() > 0 && place.since() < oldestKept) {
            throw GraphRefusal.graph(
                    410, "SyncStateNotFound", "The sync state generation is not found; generation may have expired.");
        }
        List<Entry> found = entries.values().stream()
                .filter(entry -> entry.folder().equals(folder) && entry.changed() > place.since())
                .filter(entry -> !(place.initial() && entry.gone()))
                .sorted(Comparator.comparingLong(Entry::changed))
                .toList();
        List<Entry> page = found.subList(0, Math.min(size, found.size()));
        long seen = page.isEmpty()
                ? Math.max(place.since(), 1)
                : page.get(page.size() - 1).changed();
        return found.size() > page.size()
                ? new Delta(page, new Place(seen, place.initial()).written(), null)
                : new Delta(page, null, new Place(Math.max(seen, sequence), false).written());
    }

    /** A page of changes; either more come, or there is a token for the changes from now on. */
    record Delta(List<Entry> entries, @Nullable String skipToken, @Nullable String deltaToken) {}

    /** Where a delta stands; opaque to whoever gets it. */
    private record Place(long since, boolean initial) {

        String written() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            (since + (initial ? "i" : "d")).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }

        static Place read(String token) {
            try {
                String text =
                        new String(Base64.getUrlDecoder().decode(token), java.nio.charset.StandardCharsets.US_ASCII);
                return new Place(Long.parseLong(text.substring(0, text.length() - 1)), text.endsWith("i"));
            } catch (IllegalArgumentException | StringIndexOutOfBoundsException none) {
                throw GraphRefusal.badRequest("Badly formed token.");
            }
        }
    }
}
