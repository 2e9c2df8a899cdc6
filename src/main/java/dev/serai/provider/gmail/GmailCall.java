package dev.serai.provider.gmail;

import com.google.api.services.gmail.model.Message;
import dev.serai.connection.OpenConnection;
import dev.serai.provider.Provider;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of Gmail for one connection.
 *
 * @param arguments the arguments, by the names that Camel's component has for them
 */
record GmailCall(
        OpenConnection connection, Provider provider, GmailOperation operation, Map<String, Object> arguments) {

    /** The provider's id. */
    static final String PROVIDER = "gmail";

    private static final String LIST_PARTS = "messages(id),nextPageToken,resultSizeEstimate";
    private static final String HISTORY_PARTS = "history(messagesAdded(message(id)),messagesDeleted(message(id)),"
            + "labelsAdded(message(id)),labelsRemoved(message(id))),nextPageToken,historyId";
    private static final List<String> HISTORY_TYPES =
            List.of("messageAdded", "messageDeleted", "labelAdded", "labelRemoved");

    GmailCall {
        arguments = Map.copyOf(arguments);
    }

    /** Makes the calls of one connection. */
    record Of(OpenConnection connection, Provider provider) {

        /** @return the call for where the mailbox's history is now */
        GmailCall profile() {
            return call(GmailOperation.PROFILE, Map.of("fields", "historyId"));
        }

        /**
         * Asks for a page of messages' ids, the newest first.
         *
         * @param q in Gmail's search language; null: all but trash and spam
         * @param label the id of a label that they must have; null: any
         */
        GmailCall list(@Nullable String q, @Nullable String label, int limit, @Nullable String pageToken) {
            Map<String, Object> arguments = new HashMap<>();
            arguments.put("maxResults", (long) limit);
            arguments.put("fields", LIST_PARTS);
            put(arguments, "q", q);
            put(arguments, "labelIds", label == null ? null : List.of(label));
            put(arguments, "pageToken", pageToken);
            return call(GmailOperation.LIST, arguments);
        }

        /** @return the call for the ids of messages that were added, changed or deleted since */
        GmailCall history(BigInteger since, @Nullable String label, int limit, @Nullable String pageToken) {
            Map<String, Object> arguments = new HashMap<>();
            arguments.put("startHistoryId", since);
            arguments.put("historyTypes", HISTORY_TYPES);
            arguments.put("maxResults", (long) limit);
            arguments.put("fields", HISTORY_PARTS);
            put(arguments, "labelId", label);
            put(arguments, "pageToken", pageToken);
            return call(GmailOperation.HISTORY, arguments);
        }

        /** @return the call for a whole message, with the text in it but not its attachments */
        GmailCall whole(String id) {
            return call(GmailOperation.GET, Map.of("id", id, "format", "full"));
        }

        /** @return the call for what stands on a message's envelope */
        GmailCall envelope(String id, List<String> headers) {
            return call(
                    GmailOperation.GET,
                    Map.of("id", id, "format", "metadata", "metadataHeaders", List.copyOf(headers)));
        }

        /** @param thread the conversation that the message belongs to; null: it begins one */
        GmailCall send(byte[] mime, @Nullable String thread) {
            Message message = new Message()
                    .setRaw(Base64.getUrlEncoder().encodeToString(mime))
                    .setThreadId(thread);
            return call(GmailOperation.SEND, Map.of("content", message));
        }

        private GmailCall call(GmailOperation operation, Map<String, Object> arguments) {
            Map<String, Object> all = new HashMap<>(arguments);
            all.put("userId", "me");
            return new GmailCall(connection, provider, operation, all);
        }

        private static void put(Map<String, Object> arguments, String name, @Nullable Object value) {
            if (value != null) {
                arguments.put(name, value);
            }
        }
    }

    /** @return never the arguments, which may hold people's mail */
    @Override
    public String toString() {
        return "GmailCall[" + operation.method() + " of " + connection.id() + "]";
    }
}
