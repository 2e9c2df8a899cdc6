package dev.serai.provider.google;

import dev.serai.provider.standin.Call;
import java.util.List;

/** Which of Google's calls a call is. */
public final class GoogleCall {

    static final String CALENDAR = "/calendar/v3/";

    static final String GMAIL = "/gmail/v1/";

    private GoogleCall() {}

    /** @return whether it goes to the Calendar API */
    public static boolean isCalendar(Call call) {
        return call.path().startsWith(CALENDAR);
    }

    /** @return whether it goes to the Gmail API */
    public static boolean isGmail(Call call) {
        return call.path().startsWith(GMAIL);
    }

    /** @return whether it sends a message */
    public static boolean isMailSend(Call call) {
        return isGmail(call) && call.path().endsWith("/messages/send");
    }

    /** @return whether it reads a page of messages' ids */
    public static boolean isMailList(Call call) {
        return isGmail(call) && call.path().endsWith("/messages");
    }

    /** @return whether it reads one message */
    public static boolean isMailGet(Call call) {
        return isGmail(call)
                && call.path().contains("/messages/")
                && call.method().equals("GET");
    }

    /** @return whether it reads a page of what has happened in a mailbox */
    public static boolean isMailHistory(Call call) {
        return isGmail(call) && call.path().endsWith("/history");
    }

    /** @return whether it goes to the token endpoint */
    public static boolean isToken(Call call) {
        return call.path().equals("/token");
    }

    /** @return whether it reads a page of events */
    public static boolean isEventList(Call call) {
        return call.method().equals("GET")
                && call.path().startsWith(CALENDAR + "calendars/")
                && call.path().endsWith("/events");
    }

    /** @return whether it creates, changes or deletes an event */
    public static boolean isEventWrite(Call call) {
        return isCalendar(call)
                && call.path().contains("/events")
                && !call.path().endsWith("/watch")
                && !call.method().equals("GET");
    }

    /** @return the path's decoded parts after the Calendar API's root */
    static List<String> calendarParts(Call call) {
        return call.partsAfter(CALENDAR);
    }
}
