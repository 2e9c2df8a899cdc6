package dev.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A hub that somebody starts by {@code java -jar serai.jar} and nothing else. */
@EnabledOnOs(OS.LINUX)
class PlainStartIT {

    /** What a Java program answers a SIGTERM with. */
    private static final int TERMINATED = 143;

    @Test
    void takesTheSettingsItWasMeasuredWithAndStaysTheProcessThatWasStarted() throws IOException {
        try (HubProcess hub = HubProcess.startPlainly("plain-start", HubProcess.newData("plain-start"))) {
            hub.awaitReady();

            assertThat(told(hub.handle(), "environ")).contains("MALLOC_ARENA_MAX=2");
            assertThat(told(hub.handle(), "cmdline"))
                    .contains("-Xmx256m", "-XX:+UseSerialGC", "-XX:SharedArchiveFile=", "serai.jar");
            hub.terminate();
            assertThat(hub.awaitExit()).isEqualTo(TERMINATED);
        }
    }

    private static String told(ProcessHandle process, String what) throws IOException {
        return Files.readString(Path.of("/proc/" + process.pid() + "/" + what)).replace('\0', ' ');
    }
}
