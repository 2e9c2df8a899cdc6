package dev.serai.google;

/**
 * One of Google's APIs, as a Camel component calls it.
 *
 * @param provider the id of the provider whose API it is
 * @param name what it is called in a sentence
 * @param headers what the component's headers begin with, such as {@code CamelGoogleCalendar.}
 */
public record GoogleApi(String provider, String name, String headers) {}
