package dev.serai.provider.outlook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.mail.MailAddress;
import dev.serai.mail.MailAttachment;
import dev.serai.mail.OutgoingMail;
import java.util.List;

/** Writes a message as Graph takes it. It has one body, so that of a plain one and HTML the HTML goes. */
final class GraphMail {

    private GraphMail() {}

    static ObjectNode of(OutgoingMail mail) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ObjectNode message = request.putObject("message");
        message.put("subject", mail.subject());
        message.putObject("body")
                .put("contentType", mail.html() == null ? "Text" : "HTML")
                .put("content", mail.html() == null ? mail.text() : mail.html());
        recipients(message.putArray("toRecipients"), mail.to());
        recipients(message.putArray("ccRecipients"), mail.cc());
        recipients(message.putArray("bccRecipients"), mail.bcc());
        if (!mail.attachments().isEmpty()) {
            ArrayNode files = message.putArray("attachments");
            for (MailAttachment attachment : mail.attachments()) {
                files.addObject()
                        .put("@odata.type", "#microsoft.graph.fileAttachment")
                        .put("name", attachment.filename())
                        .put("contentType", attachment.contentType())
                        .put("contentBytes", attachment.content());
            }
        }
        request.put("saveToSentItems", true);
        return request;
    }

    private static void recipients(ArrayNode list, List<MailAddress> addresses) {
        for (MailAddress address : addresses) {
            ObjectNode written = list.addObject().putObject("emailAddress").put("address", address.address());
            if (address.name() != null) {
                written.put("name", address.name());
            }
        }
    }
}
