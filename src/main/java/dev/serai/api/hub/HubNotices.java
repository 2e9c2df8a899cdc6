package dev.serai.api.hub;

import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.hook.HookCall;
import dev.serai.hook.ProviderHooks;
import dev.serai.provider.googlecalendar.CalendarNotices;
import org.springframework.stereotype.Component;

/** Where providers tell that something has changed on their side. */
@Component("hubNotices")
public class HubNotices {

    private final CalendarNotices calendars;

    private final ProviderHooks hooks;

    HubNotices(CalendarNotices calendars, ProviderHooks hooks) {
        this.calendars = calendars;
        this.hooks = hooks;
    }

    /** Takes what a provider tells in the way that its file declares. */
    public Answer provider(Call call) {
        return Answer.ok(hooks.take(new HookCall(
                call.path().getOrDefault("provider", ""),
                call.path().getOrDefault("connectionId", ""),
                call.headers(),
                call.raw())));
    }

    /** Takes a notice of Google Calendar. */
    public Answer googleCalendar(Call call) {
        calendars.take(new CalendarNotices.Notice(
                call.id("connectionId", "Not found"),
                call.headers().get("X-Goog-Channel-ID"),
                call.headers().get("X-Goog-Channel-Token"),
                call.headers().get("X-Goog-Resource-ID"),
                call.headers().get("X-Goog-Resource-State")));
        return Answer.noContent();
    }
}
