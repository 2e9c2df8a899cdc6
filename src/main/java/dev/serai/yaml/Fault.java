package dev.serai.yaml;

/**
 * Something wrong in a file.
 *
 * @param place where
 * @param message what, and what would be right
 */
public record Fault(Place place, String message) {

    /**
     * @param file the file as people find it
     * @return a line that editors and terminals can jump by: {@code file:line:column: message}
     */
    public String line(String file) {
        return file + ":" + place.line() + ":" + place.column() + ": " + message;
    }
}
