import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Downloads a Maven release, checks it and unpacks it. It is written in Java because a JDK is all that a machine must
 * have: no curl, no sha512sum, no unzip.
 *
 * <p>Arguments: the address of the zip, its SHA-512 in hexadecimal, and the directory that is to become Maven's home.
 */
class FetchMaven {

    public static void main(String[] arguments) throws InterruptedException, GeneralSecurityException {
        try {
            fetch(URI.create(arguments[0]), arguments[1], Path.of(arguments[2]).toAbsolutePath());
        } catch (IOException failed) {
            System.err.println("mvnw: " + failed);
            System.exit(1);
        }
    }

    private static void fetch(URI address, String sha512, Path home)
            throws IOException, InterruptedException, GeneralSecurityException {
        Files.createDirectories(home.getParent());
        Path aside = Files.createTempDirectory(home.getParent(), "fetching-");
        try {
            Path zip = aside.resolve("maven.zip");
            download(address, zip);
            check(zip, sha512);
            Path unpacked = unpack(zip, aside.resolve("unpacked"));
            moveInto(unpacked, home);
        } finally {
            delete(aside);
        }
    }

    private static void download(URI address, Path target) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(20))
                .proxy(proxy(address))
                .build();
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(10)).build();
        HttpResponse<Path> response = client.send(request, HttpResponse.BodyHandlers.ofFile(target));
        if (response.statusCode() != 200) {
            throw new IOException(address + " answered " + response.statusCode());
        }
    }

    /** The proxy that the environment names, as other command line programs take it; else the JVM's own settings. */
    private static ProxySelector proxy(URI address) {
        String name = address.getScheme() + "_proxy";
        String given = System.getenv(name) != null ? System.getenv(name) : System.getenv(name.toUpperCase());
        if (given == null || given.isBlank()) {
            return ProxySelector.getDefault();
        }
        URI proxy = URI.create(given.contains("://") ? given : "http://" + given);
        return ProxySelector.of(new InetSocketAddress(proxy.getHost(), proxy.getPort() < 0 ? 80 : proxy.getPort()));
    }

    private static void check(Path zip, String expected) throws IOException, GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-512");
        try (InputStream in = Files.newInputStream(zip)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equalsIgnoreCase(expected)) {
            throw new IOException("the download is not the release that was pinned: its SHA-512 is " + found);
        }
    }

    /** @return the one directory in the zip */
    private static Path unpack(Path zip, Path target) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("the zip reaches outside: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(in, file);
                }
            }
        }
        try (Stream<Path> roots = Files.list(target)) {
            Path root = roots.findFirst().orElseThrow();
            if (!root.resolve("bin/mvn").toFile().setExecutable(true)) {
                throw new IOException("bin/mvn can't be made executable");
            }
            return root;
        }
    }

    private static void moveInto(Path unpacked, Path home) throws IOException {
        try {
            Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException unsupported) {
            throw unsupported;
        } catch (IOException taken) {
            // Another build that ran at the same time was faster, and its result is the same.
            if (!Files.isExecutable(home.resolve("bin/mvn"))) {
                throw taken;
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
