package dev.serai.api.edge;

/**
 * A body that is JSON already, as a repeated request gets it again.
 *
 * @param text the JSON
 */
record StoredJson(String text) {

    @Override
    public String toString() {
        return "StoredJson[********]";
    }
}
