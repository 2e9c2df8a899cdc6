package dev.serai.platform.launch;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Gives a hub that was started by a plain {@code java -jar serai.jar} the settings it was measured with. Left alone, Java
 * takes a quarter of the machine's memory for the heap and reads every class anew. The process replaces itself, so that it
 * stays the one that somebody started: same id, same streams, same signals.
 */
public final class OwnSettings {

    private OwnSettings() {}

    /**
     * Starts this program again in its own place, when it runs from its jar on Linux and nobody has given the JVM options
     * of their own. Returns when there is nothing to do, or when it can't be done: the hub then runs as it is.
     *
     * @param arguments what the program was given
     */
    public static void take(String[] arguments) {
        List<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments();
        if (!isLinux() || !leavesTheJvmToUs(given)) {
            return;
        }
        try {
            Optional<ShippedSettings> settings = ShippedSettings.of(System.getProperty("java.class.path"));
            if (settings.isPresent()) {
                become(settings.get().command(given, List.of(arguments)));
            }
        } catch (IOException | LastErrorException | LinkageError cannot) {
            // Not made before: setting logging up takes a tenth of a second, which every start would pay twice.
            LoggerFactory.getLogger(OwnSettings.class)
                    .warn(
                            "The hub runs with Java's own settings, and may take more memory than it needs: {}",
                            cannot.toString());
        }
    }

    /** Whoever gives one option of the JVM decides about all of them; properties decide about none. */
    static boolean leavesTheJvmToUs(List<String> given) {
        return given.stream().allMatch(option -> option.startsWith("-D"));
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").equals("Linux");
    }

    private static void become(List<String> command) {
        Posix posix = Posix.load();
        // glibc would give threads eight pools of memory for each core, of which most would lie idle.
        posix.setenv("MALLOC_ARENA_MAX", "2", 0);
        posix.execv(command.get(0), command.toArray(String[]::new));
    }
}
