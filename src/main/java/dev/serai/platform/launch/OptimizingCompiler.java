package dev.serai.platform.launch;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * The JVM's second compiler (C2), which makes code faster that has run often. On a machine with two cores it takes a third
 * of the processor from a start, for code of which most never runs again. So it steps back until the hub is ready, and
 * compiles then what is still worth it.
 */
public final class OptimizingCompiler {

    /** What Linux has left when nobody else wants it. */
    static final int LOWEST = 19;

    private static final Path THREADS = Path.of("/proc/self/task");
    // Linux cuts the names of threads at 15 characters.
    private static final String NAME = "C2 CompilerThre";

    private final Posix posix;
    private final int usual;

    private OptimizingCompiler(Posix posix, int usual) {
        this.posix = posix;
        this.usual = usual;
    }

    /**
     * Gives the compiler the lowest priority.
     *
     * @return what gives it its own again; empty when it could not be given back (which takes root, or the capability
     *     {@code CAP_SYS_NICE}), and so was left alone
     */
    public static Optional<OptimizingCompiler> stepBack() {
        if (!Files.isDirectory(THREADS)) {
            return Optional.empty();
        }
        try {
            Posix posix = Posix.load();
            OptimizingCompiler compiler = new OptimizingCompiler(posix, posix.getpriority(Posix.PRIO_PROCESS, 0));
            if (compiler.mayComeForward()) {
                compiler.give(LOWEST);
                return Optional.of(compiler);
            }
        } catch (IOException | LastErrorException | LinkageError cannot) {
            LoggerFactory.getLogger(OptimizingCompiler.class).warn("The start may take longer: {}", cannot.toString());
        }
        return Optional.empty();
    }

    /** Ends it. */
    public void comeForward() {
        try {
            give(usual);
        } catch (IOException | LastErrorException cannot) {
            LoggerFactory.getLogger(OptimizingCompiler.class)
                    .warn(
                            "The hub stays slow for long, the JVM compiles when nobody else works: {}",
                            cannot.toString());
        }
    }

    /** Tried with a thread that ends: nobody misses the priority that it may not get back. */
    private boolean mayComeForward() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        new Thread(() -> answer.complete(mayRaiseOwn()), "priority").start();
        return answer.join();
    }

    private boolean mayRaiseOwn() {
        try {
            posix.setpriority(Posix.PRIO_PROCESS, 0, LOWEST);
            posix.setpriority(Posix.PRIO_PROCESS, 0, usual);
            return true;
        } catch (LastErrorException refused) {
            return false;
        }
    }

    private void give(int priority) throws IOException {
        for (int thread : threads()) {
            posix.setpriority(Posix.PRIO_PROCESS, thread, priority);
        }
    }

    /** @return Linux's numbers of the threads that compile; a JVM with many cores has more than one */
    static List<Integer> threads() throws IOException {
        try (Stream<Path> all = Files.list(THREADS)) {
            return all.filter(OptimizingCompiler::compiles)
                    .map(thread -> Integer.valueOf(thread.getFileName().toString()))
                    .toList();
        }
    }

    private static boolean compiles(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).startsWith(NAME);
        } catch (IOException ended) {
            return false;
        }
    }
}
