package dev.serai.api.personal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.Changes;
import dev.serai.call.Actions;
import dev.serai.connection.Connections;
import dev.serai.refusal.NotFound;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The contract's Zoom: the meetings of the user that the account's app acts for, as Zoom has them. */
@Component("personalZoom")
public class PersonalZoom {

    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");
    private static final String NO_MEETING = "Zoom has no such meeting";
    private static final String NO_USER = "Zoom has no such user";
    private static final String SUBJECT = "zoom_meeting";

    private final PersonalProvider zoom;
    private final Changes changes;

    PersonalZoom(Connections connections, Actions actions, Changes changes) {
        this.zoom = new PersonalProvider("zoom", "Zoom", connections, actions);
        this.changes = changes;
    }

    /** What the contract answers where Zoom itself says nothing. */
    record Message(String message) {}

    public Answer me(Call call) {
        return Answer.ok(zoom.run(call, "me", Map.of(), null, NO_USER));
    }

    public Answer list(Call call) {
        Map<String, Object> input = PersonalProvider.given(call, "type", "page_size", "next_page_token");
        return Answer.ok(zoom.run(call, "list-meetings", input, null, NO_USER));
    }

    public Answer create(Call call) {
        JsonNode made = zoom.run(call, "create-meeting", Map.of("meeting", call.body()), "Meeting scheduled", NO_USER);
        changes.note(call, "created", SUBJECT, made.path("id").asText());
        return Answer.created(made);
    }

    public Answer get(Call call) {
        return Answer.ok(zoom.run(call, "get-meeting", meeting(call), null, NO_MEETING));
    }

    public Answer update(Call call) {
        Map<String, Object> input = meeting(call);
        input.put("meeting", call.body());
        zoom.run(call, "update-meeting", input, "Meeting changed", NO_MEETING);
        changes.note(call, "updated", SUBJECT, String.valueOf(input.get("id")));
        return Answer.ok(new Message("Zoom meeting updated"));
    }

    public Answer delete(Call call) {
        Map<String, Object> input = meeting(call);
        zoom.run(call, "delete-meeting", input, "Meeting deleted", NO_MEETING);
        changes.note(call, "deleted", SUBJECT, String.valueOf(input.get("id")));
        return Answer.ok(new Message("Zoom meeting deleted"));
    }

    private static Map<String, Object> meeting(Call call) {
        String id = call.path().getOrDefault("meetingId", "");
        if (!ID.matcher(id).matches()) {
            throw new NotFound(NO_MEETING);
        }
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("id", id);
        return input;
    }
}
