package dev.serai.provider.gmail;

import java.util.List;

/**
 * Messages of which the envelope is wanted: the body of an exchange that comes to {@code direct:gmail-read}, which leaves a
 * list of {@link SeenMessage} in the same order.
 *
 * @param calls for the connection
 * @param ids which
 * @param headers which of their headers
 */
record MessagesToRead(GmailCall.Of calls, List<String> ids, List<String> headers) {

    MessagesToRead {
        ids = List.copyOf(ids);
        headers = List.copyOf(headers);
    }
}
