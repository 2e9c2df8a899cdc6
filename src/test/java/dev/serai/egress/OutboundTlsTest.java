package dev.serai.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 25, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutboundTlsTest {

    private static final String PASSWORD = "only-a-test";

    @TempDir
    private static Path directory;

    private static Receiver receiver;

    private final EgressProperties properties = Egress.properties("127.0.0.0/8");
    private OutboundClient client = client();

    @BeforeAll
    static void startAReceiverThatSignedItsOwnCertificate() throws Exception {
        Path keys = directory.resolve("receiver.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "receiver",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=receiver.test",
                        "-ext",
                        "san=dns:receiver.test",
                        "-keystore",
                        keys.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(keys)) {
            store.load(file, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        receiver = Receiver.with(context.getServerSocketFactory(), "https", connection -> {
            while (connection.takeRequest()) {
                connection.write(Receiver.OK);
            }
        });
    }

    @AfterAll
    static void stop() throws Exception {
        receiver.close();
    }

    @AfterEach
    void close() {
        client.destroy();
        System.clearProperty("javax.net.ssl.trustStore");
        System.clearProperty("javax.net.ssl.trustStorePassword");
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() {
        assertFails(send("receiver.test"));
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void refusesACertificateOfAnotherNameAlthoughItIsTrusted() {
        trustTheReceiver();
        assertFails(send("other.test"));
        assertFails(send("127.0.0.1"));
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void verifiesTheNameInTheUrlWhileItConnectsToThePinnedAddress() {
        trustTheReceiver();
        assertThat(send("receiver.test").join().status()).isEqualTo(200);
        assertThat(receiver.requests().remove()).contains("Host: receiver.test:" + receiver.port());
    }

    @Test
    void refusesAReceiverThatSpeaksNoTls() throws Exception {
        try (Receiver plain = Receiver.that(connection -> connection.write("HTTP/1.1 200 OK\r\n\r\n"))) {
            assertFails(client.send(post(URI.create("https://receiver.test:" + plain.port() + "/"))));
        }
    }

    private void trustTheReceiver() {
        System.setProperty(
                "javax.net.ssl.trustStore", directory.resolve("receiver.p12").toString());
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
        client.destroy();
        client = client();
    }

    private OutboundClient client() {
        return new OutboundClient(
                new VettedAddresses(
                        new AddressRules(properties),
                        properties,
                        host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")},
                        System::nanoTime),
                properties);
    }

    private CompletableFuture<OutboundResponse> send(String host) {
        return client.send(post(receiver.url(host)));
    }

    private static OutboundRequest post(URI url) {
        return new OutboundRequest("POST", url, Map.of(), new byte[] {'x'}, Duration.ofSeconds(20), 100);
    }

    private static void assertFails(CompletableFuture<OutboundResponse> answer) {
        assertThatThrownBy(answer::join).cause().isInstanceOfSatisfying(OutboundFailure.class, failure -> assertThat(
                        failure.kind())
                .isEqualTo(OutboundFailure.Kind.TLS));
    }
}
