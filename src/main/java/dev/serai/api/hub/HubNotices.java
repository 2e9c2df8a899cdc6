package dev.serai.api.hub;

import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.provider.googlecalendar.CalendarNotices;
import org.springframework.stereotype.Component;

/** Where providers tell that something has changed on their side. */
@Component("hubNotices")
public class HubNotices {

    private final CalendarNotices calendars;

    HubNotices(CalendarNotices calendars) {
        this.calendars = calendars;
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
