package dev.serai.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A way to run PostgreSQL's programs, which refuse to run as root.
 *
 * @param prefix what comes before the command
 * @param owner the user id that its files must belong to; negative: whoever runs the hub
 */
record Unprivileged(List<String> prefix, int owner) {

    private static final int NOBODY = 65_534;
    private static final Unprivileged AS_IT_IS = new Unprivileged(List.of(), -1);

    /** For root, the best first: a plain container forbids the first, and may lack the program for the second. */
    static final List<Unprivileged> WAYS_FOR_ROOT = List.of(
            // In a user namespace of its own, root is nobody in particular, and its files stay its own.
            new Unprivileged(List.of("unshare", "--user"), 0),
            new Unprivileged(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"), NOBODY),
            new Unprivileged(List.of("chroot", "--userspec=65534:65534", "/"), NOBODY));

    /**
     * Finds the way that works for the user who runs the hub.
     *
     * @param postgres the program to run
     * @param waysForRoot what to try as root
     * @throws IllegalStateException when there is none; the message says what to do
     */
    static Unprivileged find(Path postgres, List<Unprivileged> waysForRoot) {
        if (!isRoot()) {
            return AS_IT_IS;
        }
        return waysForRoot.stream()
                .filter(way -> way.runs(postgres))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("PostgreSQL doesn't run as root, and this machine offers"
                        + " no way to run " + postgres + " as another user (tried unshare, setpriv and chroot). Start"
                        + " the hub as an ordinary user, put SERAI_DATA_DIR where every user may enter, or set"
                        + " SPRING_DATASOURCE_URL to a PostgreSQL of your own"));
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException noLinux) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private boolean runs(Path postgres) {
        List<String> command = command(List.of(postgres.toString(), "--version"));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(10, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /** Gives a file, or a directory with all in it, to the user that the programs run as. */
    void own(Path path) throws IOException {
        // A directory comes after its content, so that its owner tells whether the work was finished.
        if (owner < 0 || !Files.exists(path) || isOwned(path)) {
            return;
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (var content = Files.newDirectoryStream(path)) {
                for (Path entry : content) {
                    own(entry);
                }
            }
        }
        Files.setAttribute(path, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
    }

    private boolean isOwned(Path path) throws IOException {
        return Integer.valueOf(owner).equals(Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS));
    }
}
