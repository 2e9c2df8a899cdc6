package dev.serai.api.personal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.Changes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The contract's mail by the user's own mail server. */
@Component("personalSmtp")
public class PersonalSmtp {

    private static final String PROVIDER = "smtp";
    private static final String SPOKEN = "SMTP";

    private final UserActions actions;
    private final Changes changes;

    PersonalSmtp(UserActions actions, Changes changes) {
        this.actions = actions;
        this.changes = changes;
    }

    /** What the contract answers when a message is sent. */
    record Sent(String message, String message_id) {}

    /** What the contract answers when a test went well. */
    record Works(String message) {}

    public Answer send(Call call) {
        Map<String, Object> letter = new LinkedHashMap<>();
        call.body().fields().forEachRemaining(field -> {
            if (!field.getValue().isNull()) {
                letter.put(field.getKey(), field.getValue());
            }
        });
        JsonNode sent = actions.run(call, PROVIDER, SPOKEN, "smtp-send", letter, "Mail sent");
        String id = sent.path("messageId").asText();
        changes.note(call, "sent", "smtp_message", id);
        return Answer.ok(new Sent("Email sent successfully", id));
    }

    public Answer test(Call call) {
        actions.run(call, PROVIDER, SPOKEN, "smtp-test", Map.of(), "Test: the mail server takes the credentials");
        return Answer.ok(new Works("SMTP connection works"));
    }
}
