package dev.serai.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A broker's certificate, which it has signed itself, and the one client that may log in. */
public final class BrokerSecurity {

    private static final String USER = "serai";

    private final String password = UUID.randomUUID().toString();
    private final Path keys;
    private final Path certificate;

    private BrokerSecurity(Path directory) {
        keys = directory.resolve("keys.p12");
        certificate = directory.resolve("certificate.pem");
    }

    /** Makes both; what is to be kept goes into a directory. */
    static BrokerSecurity in(Path directory) throws IOException {
        BrokerSecurity security = new BrokerSecurity(directory);
        security.keytool(
                "-genkeypair", "-dname", "CN=broker", "-ext", "san=ip:127.0.0.1", "-keyalg", "EC", "-validity", "30");
        security.keytool("-exportcert", "-rfc", "-file", security.certificate.toString());
        return security;
    }

    private void keytool(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-alias", "broker"));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", keys.toString(), "-storepass", password));
        command.addAll(1, List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(output);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    /** @return what the broker is told of a listener that wants both */
    String ofListener(String name) {
        return """
                sasl.enabled.mechanisms=PLAIN
                listener.name.%1$s.sasl.enabled.mechanisms=PLAIN
                listener.name.%1$s.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
                    user_%2$s="%3$s";
                listener.name.%1$s.ssl.keystore.type=PKCS12
                listener.name.%1$s.ssl.keystore.location=%4$s
                listener.name.%1$s.ssl.keystore.password=%3$s
                listener.name.%1$s.ssl.key.password=%3$s
                """
                .formatted(name, USER, password, keys);
    }

    /** @return the properties of a client that may come in */
    public Map<String, String> ofClients() {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + USER + "\" password=\""
                        + password + "\";",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.toString());
    }

    /** @return what nobody may see */
    public String password() {
        return password;
    }
}
