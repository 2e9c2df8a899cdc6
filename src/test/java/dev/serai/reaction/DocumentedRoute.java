package dev.serai.reaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The route that docs/routes.md has an integration engineer write, as it stands there. */
public final class DocumentedRoute {

    /** Its id. */
    public static final String ID = "acme-hired";

    private static final String BEGIN = "`routes/acme/hired.camel.yaml`:\n\n```yaml\n";

    private DocumentedRoute() {}

    /** @return what stands in its file */
    public static String content() throws IOException {
        String page = Files.readString(Path.of("docs", "routes.md"));
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        return page.substring(begin, page.indexOf("```", begin));
    }

    /** Drops it in. */
    public static void writeTo(Path routes) throws IOException {
        write(routes, content());
    }

    /** Drops another version of it in. */
    static void write(Path routes, String content) throws IOException {
        Files.createDirectories(routes.resolve("acme"));
        Files.writeString(routes.resolve("acme/hired.camel.yaml"), content);
    }
}
