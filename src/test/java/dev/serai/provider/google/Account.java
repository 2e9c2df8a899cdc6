package dev.serai.provider.google;

import java.time.ZoneId;

/**
 * Someone who has a Google account.
 *
 * @param email the address; also the id of the primary calendar
 * @param subject Google's id of the account
 * @param zone the calendar's time zone
 */
record Account(String email, String subject, ZoneId zone) {}
