package dev.serai.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class OptimizingCompilerTest {

    private static final int CAP_SYS_NICE = 23;

    @Test
    void worksWhenNobodyElseDoesUntilTheHubIsReady() throws IOException {
        List<Integer> before = priorities();

        Optional<OptimizingCompiler> compiler = OptimizingCompiler.stepBack();

        assertThat(compiler.isPresent()).isEqualTo(mayRaise());
        if (compiler.isPresent()) {
            assertThat(priorities()).isNotEmpty().containsOnly(OptimizingCompiler.LOWEST);
            compiler.get().comeForward();
        }
        assertThat(priorities()).isEqualTo(before);
    }

    private static List<Integer> priorities() throws IOException {
        Posix posix = Posix.load();
        return OptimizingCompiler.threads().stream()
                .map(thread -> posix.getpriority(Posix.PRIO_PROCESS, thread))
                .toList();
    }

    private static boolean mayRaise() throws IOException {
        String capabilities = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("CapEff:"))
                .findFirst()
                .orElseThrow()
                .substring("CapEff:".length())
                .strip();
        return (Long.parseUnsignedLong(capabilities, 16) >> CAP_SYS_NICE & 1) == 1;
    }
}
