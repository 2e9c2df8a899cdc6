package dev.serai.provider.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.connection.OpenConnection;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SmtpConversationTest {

    @TempDir
    private static Path directory;

    private static MailCertificate certificate;

    private final SSLContext standard = standard();
    private final TestMail mail = new TestMail();
    private ScriptedMailServer server = new ScriptedMailServer();

    @BeforeAll
    static void make() throws Exception {
        certificate = MailCertificate.in(directory);
    }

    @AfterEach
    void close() throws IOException {
        SSLContext.setDefault(standard);
        mail.close();
        server.close();
    }

    private static SSLContext standard() {
        try {
            return SSLContext.getDefault();
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void aTestLogsInAndSendsNothing() {
        mail.probe(to("none"));

        // Nobody waits for the answer to the last word, so it may arrive later.
        await().untilAsserted(() -> assertThat(server.commands())
                .extracting(command -> command.split(" ")[0])
                .containsExactly("EHLO", "AUTH", "NOOP", "QUIT"));
    }

    @Test
    void neverFallsBackToPlainTextWhenTheServerDoesNotOfferStarttls() {
        ProviderFault fault = failure(to("starttls"));

        assertThat(fault.kind()).isEqualTo(ErrorClass.OPERATOR);
        assertThat(fault).hasMessageContaining("STARTTLS");
        assertThat(server.commands()).noneMatch(command -> command.startsWith("AUTH"));
    }

    @Test
    void encryptsBeforeItLogsIn() {
        withStarttls();
        SSLContext.setDefault(certificate.trusting());

        mail.send(TestMail.connection(MailCertificate.HOST, server.port(), "starttls"), TestMail.letter());

        assertThat(server.commands())
                .extracting(command -> command.split(" ")[0])
                .containsSubsequence("EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL", "RCPT", "DATA");
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() {
        withStarttls();

        ProviderFault fault = failure(TestMail.connection(MailCertificate.HOST, server.port(), "starttls"));

        assertThat(fault.kind()).isEqualTo(ErrorClass.OPERATOR);
        assertThat(server.commands()).noneMatch(command -> command.startsWith("AUTH"));
    }

    @Test
    void refusesATrustedCertificateOfAnotherHost() {
        withStarttls();
        SSLContext.setDefault(certificate.trusting());

        ProviderFault fault = failure(TestMail.connection("other.test", server.port(), "starttls"));

        assertThat(fault.kind()).isEqualTo(ErrorClass.OPERATOR);
        assertThat(server.commands()).noneMatch(command -> command.startsWith("AUTH"));
    }

    @Test
    void refusesAPrivateServer() {
        try (TestMail closed = new TestMail("10.0.0.0/8", Map.of())) {
            ProviderFault fault = catchThrowableOfType(ProviderFault.class, () -> closed.probe(to("none")));

            assertThat(fault.kind()).isEqualTo(ErrorClass.OPERATOR);
            assertThat(fault).hasMessageContaining("not a public address");
            assertThat(server.commands()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AUTH, 535 5.7.8 bad password, REAUTHORISE",
        "AUTH, 534 5.7.9 use an application password, REAUTHORISE",
        "AUTH, 454 4.7.0 try later, RETRY",
        "CONNECT, 421 4.3.2 too busy, RETRY",
        "MAIL, 530 5.7.0 log in first, REAUTHORISE",
        "MAIL, 530 5.7.0 must issue a STARTTLS command first, PERMANENT",
        "MAIL, 452 4.3.1 no space, RETRY",
        "RCPT, 450 4.2.1 mailbox busy, RETRY",
        "RCPT, 550 5.1.1 no such user, PERMANENT",
        "DATA, 554 5.7.1 no, PERMANENT",
        "., 552 5.3.4 too large, PERMANENT",
        "., 451 4.3.0 later, RETRY",
    })
    void readsWhatARefusalAsksFor(String verb, String reply, ErrorClass expected) {
        server.says(verb, reply);

        ProviderFault fault = catchThrowableOfType(ProviderFault.class, () -> mail.send(to("none"), TestMail.letter()));

        assertThat(fault.kind()).isEqualTo(expected);
        assertThat(fault).hasMessageContaining(reply.substring(0, 3));
    }

    @Test
    void namesTheRecipientThatIsRefused() {
        server.says("RCPT", "550 5.1.1 no such user");

        ProviderFault fault = catchThrowableOfType(ProviderFault.class, () -> mail.send(to("none"), TestMail.letter()));

        assertThat(fault).hasMessageContaining("bob@example.org").hasMessageContaining("no such user");
        assertThat(fault.word()).contains("5.1.1");
        assertThat(server.commands()).doesNotContain("DATA");
    }

    @Test
    void neverRepeatsAPasswordThatAServerEchoes() {
        server.says("AUTH", "535 5.7.8 wrong: " + TestMail.PASSWORD);

        assertThat(failure(to("none"))).hasMessageNotContaining(TestMail.PASSWORD);
    }

    @Test
    void refusesAServerThatAsksNobodyWhoTheyAre() {
        server.says("EHLO", "250 mail.test");

        assertThat(failure(to("none"))).hasMessageContaining("no way to log in");
    }

    @Test
    void takesAnOperatorsServerThatAsksNobodyWhoTheyAre() {
        server.says("EHLO", "250 mail.test");
        Map<String, Object> operators = Map.of(
                "serai.providers.smtp.host", "127.0.0.1",
                "serai.providers.smtp.port", server.port(),
                "serai.providers.smtp.security", "none");
        try (TestMail relayed = new TestMail("127.0.0.0/8", operators)) {
            relayed.send(TestMail.connection("smtp.elsewhere.test", 587, "starttls"), TestMail.letter());
        }

        assertThat(server.commands()).contains("DATA");
    }

    @ParameterizedTest
    @CsvSource({"CONNECT, silence", "EHLO, drip", "AUTH, drip"})
    void endsAConversationThatLeadsNowhere(String verb, String behaviour) {
        server.says(verb, behaviour);

        try (TestMail impatient = TestMail.impatient()) {
            ProviderFault fault = catchThrowableOfType(ProviderFault.class, () -> impatient.probe(to("none")));

            assertThat(fault.kind()).isEqualTo(ErrorClass.RETRY);
            assertThat(fault).hasMessageContaining("Connection timeout");
        }
    }

    @Test
    void aServerThatGoesAwayMayComeBack() {
        server.says(".", ScriptedMailServer.CLOSE);

        ProviderFault fault = catchThrowableOfType(ProviderFault.class, () -> mail.send(to("none"), TestMail.letter()));

        assertThat(fault.kind()).isEqualTo(ErrorClass.RETRY);
    }

    @Test
    void headersOfTheExchangeChangeNothingAboutTheConversation() throws IOException {
        try (ScriptedMailServer other = new ScriptedMailServer()) {
            mail.send(
                    to("none"),
                    TestMail.letter(),
                    Map.of(
                            "mail.smtp.host", "127.0.0.1",
                            "mail.smtp.port", Integer.toString(other.port()),
                            "mail.smtp.from", "mallory@example.org",
                            "To", "mallory@example.org"));

            assertThat(other.commands()).isEmpty();
        }

        assertThat(server.commands()).contains("MAIL FROM:<" + TestMail.EMAIL + ">", "RCPT TO:<bob@example.org>");
    }

    @Test
    void anAccountWithoutAPasswordHasToBeSetUpAgain() throws IOException {
        OpenConnection incomplete = TestMail.connection(new ObjectMapper().readTree("{\"email\":\"ada@example.com\"}"));

        assertThatThrownBy(() -> mail.probe(incomplete))
                .isInstanceOfSatisfying(
                        ProviderFault.class, fault -> assertThat(fault.kind()).isEqualTo(ErrorClass.REAUTHORISE));
    }

    @Test
    void twoTenantsLogInEachWithTheirOwnAndShareTheEndpoint() {
        List<String> passwords = List.of("one-1111", "two-2222");
        for (int i = 0; i < 20; i++) {
            String password = passwords.get(i % 2);
            mail.probe(TestMail.connection(password + "@example.com", password, "127.0.0.1", server.port(), "none"));
        }

        List<String> logIns = server.commands().stream()
                .filter(command -> command.startsWith("AUTH"))
                .toList();
        assertThat(logIns).hasSize(20);
        for (int i = 0; i < 20; i++) {
            assertThat(logIns.get(i)).isEqualTo(logIns.get(i % 2));
        }
        assertThat(logIns.get(0)).isNotEqualTo(logIns.get(1));
        assertThat(mail.endpoints()).isEqualTo(1);
    }

    private void withStarttls() {
        server = new ScriptedMailServer(certificate.server())
                .says("EHLO", "250-mail.test\r\n250-STARTTLS\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME");
    }

    private OpenConnection to(String security) {
        return TestMail.connection("127.0.0.1", server.port(), security);
    }

    private ProviderFault failure(OpenConnection connection) {
        return catchThrowableOfType(ProviderFault.class, () -> mail.probe(connection));
    }
}
