package dev.serai.provider.smtp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.OpenConnection;
import dev.serai.egress.LoopbackEgress;
import dev.serai.provider.TestProviders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;

/** Camel with the hub's component for mail, and connections of it. */
final class TestMail implements AutoCloseable {

    static final String EMAIL = "ada@example.com";
    static final String PASSWORD = "s3cret-of-ada";

    private final DefaultCamelContext camel = new DefaultCamelContext();

    /**
     * @param open ranges that the guard lets the hub talk to
     * @param operators what an operator has set
     */
    TestMail(String open, Map<String, Object> operators) {
        // A test that waits for nobody must not fail because its machine is busy.
        this(open, operators, new Patience(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1)));
    }

    private TestMail(String open, Map<String, Object> operators, Patience patience) {
        SmtpComponent component = new SmtpComponent(
                new MailServers(
                        TestProviders.settings(TestProviders.standard(), operators),
                        new FoundServers(LoopbackEgress.mailDomains("dns://127.0.0.1:1", Set.of()))),
                new SmtpFaults(TestProviders.standard()),
                LoopbackEgress.sockets(open),
                TestProviders.traffic(),
                patience);
        camel.addComponent("smtp", component);
        camel.start();
    }

    TestMail() {
        this("127.0.0.0/8", Map.of());
    }

    /** @return one that waits for servers no longer than a test can */
    static TestMail impatient() {
        return new TestMail(
                "127.0.0.0/8",
                Map.of(),
                new Patience(Duration.ofSeconds(4), Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }

    static OpenConnection connection(String host, int port, String security) {
        return connection(EMAIL, PASSWORD, host, port, security);
    }

    static OpenConnection connection(String email, String password, String host, int port, String security) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("email", email).put("password", password);
        config.put("host", host).put("port", port).put("security", security);
        return connection(config);
    }

    static OpenConnection connection(JsonNode config) {
        return new OpenConnection(
                UUID.randomUUID(),
                1,
                "Mail",
                "smtp",
                ConnectionStatus.ACTIVE,
                "basic",
                config,
                JsonNodeFactory.instance.objectNode(),
                null);
    }

    /** @return what an action is given for a small message */
    static Map<String, Object> letter() {
        return new HashMap<>(Map.of("to", "bob@example.org", "subject", "Hello", "text", "How are you?"));
    }

    /** @throws RuntimeException whatever the component says */
    void send(OpenConnection connection, Map<String, Object> letter) {
        send(connection, letter, Map.of());
    }

    void send(OpenConnection connection, Map<String, Object> letter, Map<String, Object> headers) {
        call("smtp:connection", exchange -> {
            exchange.setProperty(Smtp.CONNECTION, connection);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            exchange.getMessage().setBody(LetterForm.of(Letter.of(letter), SmtpAccount.of(connection), Instant.now()));
        });
    }

    void probe(OpenConnection connection) {
        call("smtp:connection?probe=true", exchange -> exchange.setProperty(Smtp.CONNECTION, connection));
    }

    private void call(String uri, org.apache.camel.Processor prepared) {
        Exchange answer = camel.createProducerTemplate().send(uri, prepared);
        if (answer.getException() instanceof RuntimeException failed) {
            throw failed;
        }
        if (answer.getException() != null) {
            throw new AssertionError(answer.getException());
        }
    }

    /** @return how many endpoints there are */
    int endpoints() {
        return camel.getEndpoints().size();
    }

    @Override
    public void close() {
        camel.stop();
    }
}
