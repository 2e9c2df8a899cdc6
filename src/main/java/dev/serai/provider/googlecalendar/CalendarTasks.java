package dev.serai.provider.googlecalendar;

/** The kinds of work that is done for a calendar. */
final class CalendarTasks {

    /** Tells Google what the product did. */
    static final String WRITE = "write-appointments";

    /** Reads what persons did in the calendar. */
    static final String SYNC = "sync-calendar";

    /** Opens a push channel in time before the one there is ends. */
    static final String CHANNEL = "renew-channel";

    private CalendarTasks() {}
}
