package dev.serai.platform.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * What the JVM is to be given for the hub. The options are written in the build and come along in the jar's manifest.
 *
 * @param jar the hub's jar
 * @param options the JVM's options
 */
record ShippedSettings(Path jar, List<String> options) {

    /** The manifest's entry. */
    static final String OPTIONS = "Jvm-Options";

    /**
     * @param classPath the class path that this program runs with
     * @return the settings; empty when it does not run from its jar
     * @throws IOException when the jar can't be read
     */
    static Optional<ShippedSettings> of(String classPath) throws IOException {
        Path jar = Path.of(classPath).toAbsolutePath().normalize();
        if (!classPath.endsWith(".jar") || !Files.isRegularFile(jar)) {
            return Optional.empty();
        }
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Manifest manifest = file.getManifest();
            String options =
                    manifest == null ? null : manifest.getMainAttributes().getValue(OPTIONS);
            return options == null
                    ? Optional.empty()
                    : Optional.of(new ShippedSettings(jar, List.of(options.split(" "))));
        }
    }

    /** @return where the jar's archive of classes is, when there is one */
    Path archive() {
        String name = String.valueOf(jar.getFileName());
        return jar.resolveSibling(name.substring(0, name.length() - ".jar".length()) + ".jsa");
    }

    /**
     * @param given options to pass on
     * @param arguments what the hub is given
     * @return the command that starts the hub with these settings
     */
    List<String> command(List<String> given, List<String> arguments) {
        List<String> more = new ArrayList<>();
        if (Files.isRegularFile(archive())) {
            more.add("-XX:SharedArchiveFile=" + archive());
            // An archive of another Java is no fault: the classes are read from the jars then.
            more.add("-Xlog:cds=off,cds+dynamic=off,class+path=off");
        }
        more.addAll(given);
        more.add("-jar");
        more.add(jar.toString());
        more.addAll(arguments);
        return javaWith(more);
    }

    /** @return the command that runs this program's Java with these settings and more */
    List<String> javaWith(List<String> more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(more);
        return command;
    }
}
