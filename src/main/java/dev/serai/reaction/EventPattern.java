package dev.serai.reaction;

/**
 * Which events a route wants.
 *
 * @param text an event type such as {@code call.ended}, a family such as {@code call.*}, or {@code *} for all
 */
record EventPattern(String text) {

    private static final String ALL = "*";
    private static final String FAMILY = ".*";

    EventPattern {
        if (!text.equals(ALL) && !text.matches("[a-z0-9_]+(\\.[a-z0-9_]+)*(\\.\\*)?")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no event type; write it like call.ended, call.* or *");
        }
    }

    boolean includes(String type) {
        return text.equals(ALL)
                || text.equals(type)
                || text.endsWith(FAMILY) && type.startsWith(text.substring(0, text.length() - 1));
    }
}
