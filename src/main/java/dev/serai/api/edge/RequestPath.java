package dev.serai.api.edge;

import java.util.List;

/**
 * A path of a request, decoded.
 *
 * @param text the whole path
 * @param parts what stands between its slashes; a slash at the end adds none
 */
record RequestPath(String text, List<String> parts) {

    static RequestPath of(String path) {
        String[] parts = path.split("/", -1);
        int from = parts[0].isEmpty() ? 1 : 0;
        int to = parts.length > from && parts[parts.length - 1].isEmpty() ? parts.length - 1 : parts.length;
        return new RequestPath(path, List.of(parts).subList(Math.min(from, to), to));
    }

    /** @return everything from a part on, with the slash at its end where there is one */
    String from(int part) {
        String rest = String.join("/", parts.subList(part, parts.size()));
        return text.endsWith("/") ? rest + "/" : rest;
    }
}
