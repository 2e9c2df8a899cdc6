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

/** The contract's mail in the user's Outlook. */
@Component("personalOutlook")
public class PersonalOutlook {

    private static final List<String> OF_A_LIST = List.of("q", "folder", "limit", "page_token");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_=+-]{1,512}");

    private final UserActions actions;
    private final Changes changes;

    PersonalOutlook(UserActions actions, Changes changes) {
        this.actions = actions;
        this.changes = changes;
    }

    public Answer list(Call call) {
        return Answer.ok(run(call, "outlook-list", UserActions.given(call, OF_A_LIST), null));
    }

    public Answer get(Call call) {
        String id = call.path().getOrDefault("message_id", "");
        if (!ID.matcher(id).matches()) {
            throw new NotFound("Outlook has no such message");
        }
        return Answer.ok(run(call, "outlook-get", Map.of("message_id", id), null));
    }

    public Answer send(Call call) {
        run(call, "outlook-send", Map.of("mail", call.body()), "Mail sent through Outlook");
        // Microsoft takes a message without giving it a name.
        changes.note(call, "sent", "outlook_message", "");
        return Answer.ok(new PersonalIntegrations.Message("Mail sent"));
    }

    private JsonNode run(Call call, String route, Map<String, Object> input, @Nullable String done) {
        return actions.run(call, "outlook", "Outlook", route, input, done);
    }
}
