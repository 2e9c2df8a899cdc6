package dev.serai.provider.google;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a list of events stands, as sync and page tokens carry it.
 *
 * @param calendar the calendar's id
 * @param generation of the calendar's sync tokens; another one means that the token has expired
 * @param from the change after which an incremental list begins; -1 for a full list
 * @param until the calendar's last change when the first page was read, which the sync token will carry
 * @param cursor the last change listed, or the number of rows listed of an ordered list
 * @param fingerprint of the query, which must stay the same from page to page
 * @param single whether recurring events come as instances
 */
record ListPosition(
        String calendar, long generation, long from, long until, long cursor, int fingerprint, boolean single) {

    static ListPosition read(String token, String parameter, String calendar) {
        ListPosition position;
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split("\\|", -1);
            position = new ListPosition(
                    parts[0],
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]),
                    Long.parseLong(parts[3]),
                    Long.parseLong(parts[4]),
                    Integer.parseInt(parts[5]),
                    Boolean.parseBoolean(parts[6]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException malformed) {
            throw invalid(parameter);
        }
        if (!position.calendar.equals(calendar)) {
            throw invalid(parameter);
        }
        return position;
    }

    private static Refusal invalid(String parameter) {
        return Refusal.parameter(400, "global", "invalid", "Invalid " + parameter + " value.", parameter);
    }

    boolean isIncremental() {
        return from >= 0;
    }

    ListPosition at(long row) {
        return new ListPosition(calendar, generation, from, until, row, fingerprint, single);
    }

    String token() {
        String text = String.join(
                "|",
                calendar,
                String.valueOf(generation),
                String.valueOf(from),
                String.valueOf(until),
                String.valueOf(cursor),
                String.valueOf(fingerprint),
                String.valueOf(single));
        return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
