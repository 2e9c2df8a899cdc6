package dev.serai.provider;

/**
 * A provider that the hub connects to.
 *
 * @param id its id, such as {@code google_calendar}
 * @param name what people call it
 * @param category what kind of system it is, such as {@code crm}
 */
public record Provider(String id, String name, String category) {}
