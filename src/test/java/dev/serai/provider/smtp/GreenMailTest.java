package dev.serai.provider.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.serai.connection.OpenConnection;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import jakarta.mail.BodyPart;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail through a whole mail server, read again over IMAP. */
class GreenMailTest {

    private static final String BOB = "bob@example.org";
    private static final String BOBS_PASSWORD = "bobs-own";
    private static final ServerSetup SMTP = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    private static final ServerSetup SMTPS = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS);
    private static final ServerSetup IMAP = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP);

    @TempDir
    private static Path directory;

    private static MailCertificate certificate;

    private final TestMail mail = new TestMail();
    private GreenMail server;

    @BeforeAll
    static void certify() throws Exception {
        certificate = MailCertificate.in(directory);
        System.setProperty("greenmail.tls.keystore.file", certificate.file().toString());
        System.setProperty("greenmail.tls.keystore.password", MailCertificate.PASSWORD);
    }

    @AfterAll
    static void forget() {
        System.clearProperty("greenmail.tls.keystore.file");
        System.clearProperty("greenmail.tls.keystore.password");
    }

    @BeforeEach
    void start() {
        server = new GreenMail(new ServerSetup[] {SMTP, SMTPS, IMAP});
        server.start();
        server.setUser(TestMail.EMAIL, TestMail.EMAIL, TestMail.PASSWORD);
        server.setUser(BOB, BOB, BOBS_PASSWORD);
    }

    @AfterEach
    void stop() {
        mail.close();
        server.stop();
    }

    @Test
    void whatIsSentArrivesWithItsHtmlAndItsAttachments() throws Exception {
        Map<String, Object> letter = new HashMap<>(TestMail.letter());
        letter.put("from_name", "Ada");
        letter.put("reply_to", "office@example.com");
        letter.put("html", "<p>How are <b>you</b>? 😀</p>");
        letter.put(
                "attachments",
                new ObjectMapper()
                        .valueToTree(List.of(Map.of(
                                "filename", "Grüße.csv", "content_type", "text/csv", "content", "YSxiCjEsMgo="))));

        mail.send(plain(TestMail.PASSWORD), letter);

        try (Mailbox box = new Mailbox()) {
            Message message = box.only();
            assertThat(message.getSubject()).isEqualTo("Hello");
            assertThat(message.getFrom()[0]).hasToString("Ada <ada@example.com>");
            assertThat(message.getReplyTo()[0]).hasToString("office@example.com");
            MimeMultipart parts = (MimeMultipart) message.getContent();
            MimeMultipart words = (MimeMultipart) parts.getBodyPart(0).getContent();
            assertThat(words.getBodyPart(0).getContent().toString().strip()).isEqualTo("How are you?");
            assertThat(words.getBodyPart(1).getContent().toString().strip()).isEqualTo("<p>How are <b>you</b>? 😀</p>");
            BodyPart attachment = parts.getBodyPart(1);
            assertThat(attachment.getFileName()).isEqualTo("Grüße.csv");
            assertThat(new String(attachment.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("a,b\n1,2\n");
        }
    }

    @Test
    void whoGetsABlindCopyIsNamedNowhere() throws Exception {
        Map<String, Object> letter = new HashMap<>(TestMail.letter());
        letter.put("to", "carol@example.org");
        letter.put("bcc", BOB);

        mail.send(plain(TestMail.PASSWORD), letter);

        try (Mailbox box = new Mailbox()) {
            Message message = box.only();
            assertThat(message.getHeader("Bcc")).isNull();
            assertThat(message.getAllRecipients()).extracting(Object::toString).containsExactly("carol@example.org");
        }
    }

    @Test
    void aWrongPasswordHasToBeSetUpAgain() {
        ProviderFault fault = catchThrowableOfType(ProviderFault.class, () -> mail.probe(plain("wrong")));

        assertThat(fault.kind()).isEqualTo(ErrorClass.REAUTHORISE);
        assertThat(fault).hasMessageStartingWith("Authentication failed: Invalid credentials (SMTP 535");
    }

    @Test
    void speaksTlsFromTheFirstByteOn() throws Exception {
        SSLContext standard = SSLContext.getDefault();
        SSLContext.setDefault(certificate.trusting());
        try {
            mail.send(
                    TestMail.connection(MailCertificate.HOST, server.getSmtps().getPort(), "tls"), TestMail.letter());
        } finally {
            SSLContext.setDefault(standard);
        }

        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void refusesTlsThatNobodyVouchesFor() {
        OpenConnection connection =
                TestMail.connection(MailCertificate.HOST, server.getSmtps().getPort(), "tls");

        ProviderFault fault = catchThrowableOfType(ProviderFault.class, () -> mail.probe(connection));

        assertThat(fault.kind()).isEqualTo(ErrorClass.OPERATOR);
    }

    private OpenConnection plain(String password) {
        return TestMail.connection(
                TestMail.EMAIL, password, "127.0.0.1", server.getSmtp().getPort(), "none");
    }

    /** Bob's mail, as he reads it. */
    private final class Mailbox implements AutoCloseable {

        private final Store store;
        private final Folder inbox;

        Mailbox() throws Exception {
            store = Session.getInstance(new Properties()).getStore("imap");
            store.connect("127.0.0.1", server.getImap().getPort(), BOB, BOBS_PASSWORD);
            inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
        }

        Message only() throws Exception {
            assertThat(inbox.getMessageCount()).isEqualTo(1);
            return inbox.getMessage(1);
        }

        @Override
        public void close() throws Exception {
            inbox.close();
            store.close();
        }
    }
}
