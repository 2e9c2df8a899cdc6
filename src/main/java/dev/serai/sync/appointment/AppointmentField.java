package dev.serai.sync.appointment;

/** What an appointment has, beside its id and whether it is cancelled. */
public enum AppointmentField {
    CUSTOMER_ID("customerId"),
    CUSTOMER_NAME("customerName"),
    CUSTOMER_PHONE("customerPhone"),
    CUSTOMER_EMAIL("customerEmail"),
    SCHEDULED_AT("scheduledAt"),
    DURATION("duration"),
    STATUS("status"),
    NOTES("notes"),
    /** What a person in the calendar called it, instead of the title that is made from the customer's name. */
    TITLE("title"),
    /** What a person in the calendar wrote about it, instead of the text that is made from customer and notes. */
    DESCRIPTION("description");

    private final String word;

    AppointmentField(String word) {
        this.word = word;
    }

    /** @return its name in an event's data */
    public String word() {
        return word;
    }
}
