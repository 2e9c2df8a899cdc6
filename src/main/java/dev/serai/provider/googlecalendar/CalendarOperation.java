package dev.serai.provider.googlecalendar;

/** What the hub asks of Google Calendar, by the names that Camel's component has for it. */
enum CalendarOperation {
    INSERT("events/insert"),
    PATCH("events/patch"),
    DELETE("events/delete"),
    GET("events/get"),
    LIST("events/list"),
    WATCH("events/watch"),
    STOP("channels/stop");

    private final String method;

    CalendarOperation(String method) {
        this.method = method;
    }

    String method() {
        return method;
    }
}
