package dev.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What memory a hub takes, as its JVM and the operating system say. */
final class HubMemory {

    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private final ProcessHandle hub;

    HubMemory(ProcessHandle hub) {
        this.hub = hub;
    }

    /** @return megabytes of the heap that are in use when everything that is not has been taken away */
    double liveHeap() throws IOException {
        jcmd("GC.run");
        // The sum over the generations; the class space is told separately, after them.
        String heap = jcmd("GC.heap_info").split("Metaspace")[0];
        Matcher used = USED.matcher(heap);
        double kilobytes = 0;
        while (used.find()) {
            kilobytes += Long.parseLong(used.group(1));
        }
        assertThat(kilobytes).as(heap).isPositive();
        return kilobytes / 1024;
    }

    /** @return the most megabytes that were ever resident, of the hub's own process without PostgreSQL */
    double peakResident() throws IOException {
        Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc", Long.toString(hub.pid()), "status")));
        return peak.find() ? Long.parseLong(peak.group(1)) / 1024.0 : Double.NaN;
    }

    private String jcmd(String command) throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(hub.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
