package dev.serai.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How messages are written. */
class MimeMailTest {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    @Test
    void writesPlainTextAsOnePart() throws Exception {
        MimeMessage message = written("{\"to\":\"ada@example.com\",\"subject\":\"Hello\",\"text\":\"Grüße\"}");

        assertThat(message.getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(message.getContent()).isEqualTo("Grüße");
        assertThat(message.getHeader("Date", null)).isEqualTo("Fri, 1 May 2026 12:00:00 GMT");
    }

    @Test
    void writesTextAndHtmlAsAlternativesTheBestLast() throws Exception {
        MimeMessage message = written("{\"to\":\"ada@example.com\",\"text\":\"a\",\"html\":\"<b>a</b>\"}");

        assertThat(message.getContentType()).startsWith("multipart/alternative");
        assertThat(((Multipart) message.getContent()).getBodyPart(1).getContentType())
                .startsWith("text/html");
    }

    @Test
    void writesHtmlAlone() throws Exception {
        assertThat(written("{\"to\":\"ada@example.com\",\"html\":\"<b>a</b>\"}").getContentType())
                .isEqualTo("text/html; charset=UTF-8");
    }

    @Test
    void writesNamesAndFilenamesInAnyScript() throws Exception {
        MimeMessage message = written("{\"to\":\"Зоя <zoya@example.com>\",\"text\":\"a\",\"attachments\":"
                + "[{\"filename\":\"план \\\"b\\\"; x.txt\",\"content_type\":\"text/plain\",\"content\":\"YQ==\"}]}");

        InternetAddress to = (InternetAddress) message.getAllRecipients()[0];
        assertThat(to.getPersonal()).isEqualTo("Зоя");
        assertThat(((Multipart) message.getContent()).getBodyPart(1).getFileName())
                .isEqualTo("план \"b\"; x.txt");
    }

    @Test
    void tellsNeitherTheMachineNorASender() throws Exception {
        MimeMessage message = written("{\"to\":\"ada@example.com\",\"text\":\"a\"}");

        assertThat(message.getHeader("Message-ID")).isNull();
        assertThat(message.getHeader("From")).isNull();
    }

    @Test
    void anAnswerNamesItsConversation() throws Exception {
        byte[] mime = MimeMail.write(
                mail("{\"to\":\"ada@example.com\",\"text\":\"a\"}"),
                NOON,
                Answered.of("<2@example.com>", "<0@example.com>\r\n <1@example.com>")
                        .orElseThrow());

        MimeMessage message = read(mime);
        assertThat(message.getHeader("In-Reply-To", null)).isEqualTo("<2@example.com>");
        assertThat(message.getHeader("References", null)).isEqualTo("<0@example.com> <1@example.com> <2@example.com>");
    }

    @Test
    void aConversationWithoutNamesCanNotBeAnswered() {
        assertThat(Answered.of(null, null)).isEmpty();
        assertThat(Answered.of("\r\nBcc: eve@example.com", "<1@example.com>")).isEmpty();
    }

    private static MimeMessage written(String json) throws MessagingException {
        return read(MimeMail.write(mail(json), NOON, null));
    }

    private static MimeMessage read(byte[] mime) throws MessagingException {
        assertThat(new String(mime, StandardCharsets.US_ASCII)).doesNotContain("\uFFFD");
        return new MimeMessage((Session) null, new ByteArrayInputStream(mime));
    }

    private static OutgoingMail mail(String json) {
        try {
            return MailReader.read(new ObjectMapper().readTree(json));
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}
