package dev.serai.provider.googlecalendar;

/** The provider's names. */
final class GoogleCalendar {

    /** Its id. */
    static final String PROVIDER = "google_calendar";

    /** What it is called in a sentence. */
    static final String NAME = "Google Calendar";

    private GoogleCalendar() {}
}
