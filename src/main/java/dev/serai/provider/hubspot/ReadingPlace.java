package dev.serai.provider.hubspot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a read has come to. It travels as the position between two pages, so it is a short text.
 *
 * @param list which of the data type's lists is being read, from 0
 * @param stage how it is being read
 * @param at where in it: an {@code after} of HubSpot's, or a moment in milliseconds; empty: at the beginning
 * @param id the last object that was read of those changed at the moment {@code at}; empty where that means nothing
 * @param latest for each list the latest change that was seen, in milliseconds since 1970, which the next read begins with
 */
record ReadingPlace(int list, Stage stage, String at, String id, List<Long> latest) {

    /** How a list is being read. */
    enum Stage {
        /** All of it, by the objects' ids. */
        ALL,
        /** What was changed, by the moment. */
        CHANGED,
        /** What was changed at one moment, by the objects' ids: there were more than a page of them. */
        TIED,
        /** What was deleted. */
        DELETED
    }

    ReadingPlace {
        latest = List.copyOf(latest);
    }

    static ReadingPlace parse(String text) {
        String[] parts = text.split(":", -1);
        try {
            return new ReadingPlace(
                    Integer.parseInt(parts[0]),
                    Stage.valueOf(parts[1].toUpperCase(Locale.ROOT)),
                    parts[2],
                    parts[3],
                    moments(parts[4]));
        } catch (IllegalArgumentException | IndexOutOfBoundsException another) {
            throw new IllegalArgumentException("not a position of a HubSpot read", another);
        }
    }

    /** @param text moments in milliseconds since 1970, divided by commas */
    static List<Long> moments(String text) {
        return Stream.of(text.split(",")).map(Long::parseLong).toList();
    }

    String text() {
        return list + ":" + stage.name().toLowerCase(Locale.ROOT) + ":" + at + ":" + id + ":" + latestText();
    }

    String latestText() {
        return latest.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    ReadingPlace on(Stage next, String where) {
        return new ReadingPlace(list, next, where, "", latest);
    }

    ReadingPlace behind(String lastId) {
        return new ReadingPlace(list, stage, at, lastId, latest);
    }

    ReadingPlace inList(int next, Stage how) {
        return new ReadingPlace(next, how, "", "", latest);
    }

    ReadingPlace seen(long millis) {
        if (millis <= latest.get(list)) {
            return this;
        }
        List<Long> moments = new ArrayList<>(latest);
        moments.set(list, millis);
        return new ReadingPlace(list, stage, at, id, moments);
    }
}
