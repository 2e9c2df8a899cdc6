package dev.serai.provider.google;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A mailbox: its messages, and the history of what became of them. */
final class MailStore {

    /** What happened to one message. */
    record Change(long id, String type, String message, String thread, Set<String> labels, Set<String> moved) {}

    private static final int HIGHEST_PAGE = 500;

    private final Account owner;
    private final Clock clock;
    private final Map<String, StoredMail> messages = new LinkedHashMap<>();
    private final List<Change> history = new ArrayList<>();
    private long historyId = 41_000;
    private long nextId = 0x18f0_0000_0000_0000L;
    private long oldestKept;

    MailStore(Account owner, Clock clock) {
        this.owner = owner;
        this.clock = clock;
    }

    Account owner() {
        return owner;
    }

    /** Takes a message in, as if it had arrived, or had been sent. */
    synchronized StoredMail add(byte[] mime, Set<String> labels, @Nullable String wantedThread) {
        String id = Long.toHexString(nextId++);
        ParsedMail parsed = ParsedMail.of(mime);
        String thread = wantedThread != null && belongsTo(wantedThread, parsed) ? wantedThread : id;
        StoredMail mail = new StoredMail(
                id,
                thread,
                new LinkedHashSet<>(labels),
                mime,
                parsed,
                clock.instant().toEpochMilli(),
                ++historyId);
        messages.put(id, mail);
        note("messagesAdded", mail, Set.of());
        return mail;
    }

    /** Gmail puts a message in a thread only when it answers one there, by its headers and by its subject. */
    private boolean belongsTo(String thread, ParsedMail parsed) {
        return messages.values().stream()
                .filter(mail -> mail.thread().equals(thread))
                .anyMatch(mail -> Objects.equals(
                                parsed.header("In-Reply-To"), mail.parsed().header("Message-ID"))
                        && Objects.equals(
                                bare(parsed.header("Subject")),
                                bare(mail.parsed().header("Subject"))));
    }

    private static @Nullable String bare(@Nullable String subject) {
        return subject == null ? null : subject.replaceFirst("(?i)^(re: )+", "");
    }

    synchronized boolean hasThread(String thread) {
        return messages.values().stream().anyMatch(mail -> mail.thread().equals(thread));
    }

    synchronized void delete(String id) {
        StoredMail mail = messages.remove(id);
        if (mail == null) {
            throw Refusal.mailNotFound();
        }
        historyId++;
        note("messagesDeleted", mail, Set.of());
    }

    synchronized void relabel(String id, Set<String> added, Set<String> removed) {
        StoredMail mail = messages.get(id);
        if (mail == null) {
            throw Refusal.mailNotFound();
        }
        mail.labels().addAll(added);
        mail.labels().removeAll(removed);
        mail.changedAt(++historyId);
        if (!added.isEmpty()) {
            note("labelsAdded", mail, added);
        }
        if (!removed.isEmpty()) {
            note("labelsRemoved", mail, removed);
        }
    }

    private void note(String type, StoredMail mail, Set<String> moved) {
        history.add(
                new Change(historyId, type, mail.id(), mail.thread(), Set.copyOf(mail.labels()), Set.copyOf(moved)));
    }

    synchronized StoredMail get(String id) {
        if (!id.matches("[0-9a-f]{1,16}")) {
            throw Refusal.api(400, "invalidArgument", "Invalid id value");
        }
        StoredMail mail = messages.get(id);
        if (mail == null) {
            throw Refusal.mailNotFound();
        }
        return mail;
    }

    synchronized List<StoredMail> all() {
        return List.copyOf(messages.values());
    }

    synchronized long historyId() {
        return historyId;
    }

    /** Forgets all history up to now, as Gmail does after a week or so. */
    synchronized void forgetHistory() {
        oldestKept = ++historyId;
        history.clear();
    }

    synchronized ObjectNode profile() {
        long threads =
                messages.values().stream().map(StoredMail::thread).distinct().count();
        return JsonNodeFactory.instance
                .objectNode()
                .put("emailAddress", owner.email())
                .put("messagesTotal", messages.size())
                .put("threadsTotal", threads)
                .put("historyId", String.valueOf(historyId));
    }

    synchronized ObjectNode list(Predicate<StoredMail> wanted, int maxResults, @Nullable String pageToken) {
        List<StoredMail> found = messages.values().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(StoredMail::id).reversed())
                .toList();
        String from = pageToken == null ? null : readToken("m", pageToken);
        List<StoredMail> page = found.stream()
                .filter(mail -> from == null || mail.id().compareTo(from) <= 0)
                .limit(Math.min(maxResults, HIGHEST_PAGE) + 1L)
                .toList();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        int size = Math.min(page.size(), Math.min(maxResults, HIGHEST_PAGE));
        if (size > 0) {
            ArrayNode list = body.putArray("messages");
            page.subList(0, size)
                    .forEach(mail -> list.addObject().put("id", mail.id()).put("threadId", mail.thread()));
        }
        if (page.size() > size) {
            body.put("nextPageToken", token("m", page.get(size).id()));
        }
        return body.put("resultSizeEstimate", found.size());
    }

    synchronized ObjectNode history(
            long start, Set<String> types, @Nullable String label, int maxResults, @Nullable String pageToken) {
        if (start < oldestKept || start > historyId) {
            throw Refusal.mailNotFound();
        }
        long from = pageToken == null ? start + 1 : Long.parseLong(readToken("h", pageToken));
        List<Change> found = history.stream()
                .filter(change -> change.id() >= from)
                .filter(change -> types.isEmpty() || types.contains(change.type()))
                .filter(change -> label == null
                        || change.labels().contains(label)
                        || change.moved().contains(label))
                .toList();
        List<Change> page = found.subList(0, Math.min(found.size(), Math.min(maxResults, HIGHEST_PAGE)));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (!page.isEmpty()) {
            ArrayNode list = body.putArray("history");
            page.forEach(change -> list.add(shown(change)));
        }
        if (found.size() > page.size()) {
            body.put(
                    "nextPageToken",
                    token("h", String.valueOf(found.get(page.size()).id())));
        }
        return body.put("historyId", String.valueOf(historyId));
    }

    private static ObjectNode shown(Change change) {
        ObjectNode record = JsonNodeFactory.instance.objectNode().put("id", String.valueOf(change.id()));
        record.putArray("messages").addObject().put("id", change.message()).put("threadId", change.thread());
        ObjectNode entry = record.putArray(change.type()).addObject();
        ObjectNode message =
                entry.putObject("message").put("id", change.message()).put("threadId", change.thread());
        change.labels().forEach(message.withArray("labelIds")::add);
        if (!change.moved().isEmpty()) {
            change.moved().forEach(entry.withArray("labelIds")::add);
        }
        return record;
    }

    private static String token(String kind, String value) {
        return kind + "0" + value;
    }

    private static String readToken(String kind, String token) {
        if (!token.startsWith(kind + "0")) {
            throw Refusal.api(400, "invalidArgument", "Invalid pageToken");
        }
        return token.substring(2);
    }
}
