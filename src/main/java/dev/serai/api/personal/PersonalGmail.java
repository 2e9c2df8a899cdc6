package dev.serai.api.personal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.Changes;
import dev.serai.refusal.NotFound;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The contract's mail in the user's Gmail. */
@Component("personalGmail")
public class PersonalGmail {

    private static final List<String> OF_A_LIST = List.of("q", "label", "limit", "page_token");
    // Gmail calls anything else a bad request, where the caller only wants to know whether there is such a message.
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{1,16}");

    private final UserActions actions;
    private final Changes changes;

    PersonalGmail(UserActions actions, Changes changes) {
        this.actions = actions;
        this.changes = changes;
    }

    public Answer list(Call call) {
        return Answer.ok(run(call, "gmail-list", UserActions.given(call, OF_A_LIST), null));
    }

    public Answer get(Call call) {
        String id = call.path().getOrDefault("message_id", "");
        if (!ID.matcher(id).matches()) {
            throw new NotFound("Gmail has no such message");
        }
        return Answer.ok(run(call, "gmail-get", Map.of("message_id", id), null));
    }

    public Answer send(Call call) {
        JsonNode sent = run(call, "gmail-send", Map.of("mail", call.body()), "Mail sent through Gmail");
        changes.note(call, "sent", "gmail_message", sent.path("id").asText());
        return Answer.ok(sent);
    }

    private JsonNode run(Call call, String route, Map<String, Object> input, @Nullable String done) {
        return actions.run(call, "gmail", "Gmail", route, input, done);
    }
}
