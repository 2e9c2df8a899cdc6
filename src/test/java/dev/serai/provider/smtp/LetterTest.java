package dev.serai.provider.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.refusal.Invalid;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterTest {

    private static final SmtpAccount ADA = new SmtpAccount("ada@example.com", "ada", "secret");

    @ParameterizedTest
    @CsvSource({
        "to, 'bob@example.org\r\nBcc: mallory@example.org'",
        "to, 'bob@example.org, eve@example.org'",
        "to, 'no address'",
        "to, 'bob@'",
        "cc, 'team: bob@example.org;'",
        "bcc, 'bob@example.org\n'",
        "reply_to, 'Bob\r\nX: y <bob@example.org>'",
        "subject, 'Hi\r\nBcc: mallory@example.org'",
        "subject, 'Hi\nthere'",
        "from_name, 'Ada\r\nTo: mallory@example.org'",
    })
    void refusesWhatWouldBecomeAnotherHeader(String field, String value) {
        Map<String, Object> input = new HashMap<>(TestMail.letter());
        input.put(field, value);

        assertThatThrownBy(() -> Letter.of(input))
                .isInstanceOfSatisfying(
                        Invalid.class, refused -> assertThat(refused.field()).isEqualTo(field));
    }

    @ParameterizedTest
    @CsvSource({
        "filename, '../passwd'",
        "filename, 'a\r\nContent-Type: text/html'",
        "content_type, 'message/rfc822'",
        "content_type, 'text/html; charset=x\r\nX: y'",
        "content, '%%%%='",
    })
    void refusesAnAttachmentThatIsNone(String field, String value) throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        Map<String, String> attachment =
                new HashMap<>(Map.of("filename", "a.txt", "content_type", "text/plain", "content", "aGk="));
        attachment.put(field, value);
        Map<String, Object> input = new HashMap<>(TestMail.letter());
        input.put("attachments", json.valueToTree(java.util.List.of(attachment)));

        assertThatThrownBy(() -> Letter.of(input))
                .isInstanceOfSatisfying(
                        Invalid.class, refused -> assertThat(refused.field()).isEqualTo("attachments.0." + field));
    }

    @Test
    void refusesMoreRecipientsThanANewsletterNeeds() {
        ObjectMapper json = new ObjectMapper();
        Map<String, Object> input = new HashMap<>(TestMail.letter());
        input.put(
                "bcc",
                json.valueToTree(java.util.stream.IntStream.range(0, 100)
                        .mapToObj(i -> "p" + i + "@example.org")
                        .toList()));

        assertThatThrownBy(() -> Letter.of(input)).isInstanceOf(Invalid.class);
    }

    @Test
    void refusesAMessageWithoutWords() {
        assertThatThrownBy(() -> Letter.of(Map.of("to", "bob@example.org", "subject", "x")))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void blindCopiesAreInTheEnvelopeAndNowhereElse() throws MessagingException, IOException {
        Map<String, Object> input = new HashMap<>(TestMail.letter());
        input.put("bcc", "eve@example.org");

        MimeMessage message = LetterForm.of(Letter.of(input), ADA, Instant.EPOCH);

        assertThat(message.getAllRecipients())
                .extracting(Address::toString)
                .contains("eve@example.org", "bob@example.org");
    }

    @Test
    void aDomainWithLettersBeyondAsciiIsWrittenInItsAsciiForm() {
        Map<String, Object> input = new HashMap<>(TestMail.letter());
        input.put("to", "bob@bücher.example");

        assertThat(Letter.of(input).to().get(0).getAddress()).isEqualTo("bob@xn--bcher-kva.example");
    }

    @Test
    void eachMessageHasAnIdOfItsSendersDomain() throws MessagingException {
        MimeMessage one = LetterForm.of(Letter.of(TestMail.letter()), ADA, Instant.EPOCH);
        MimeMessage other = LetterForm.of(Letter.of(TestMail.letter()), ADA, Instant.EPOCH);

        assertThat(one.getMessageID()).matches("<[0-9a-f-]{36}@example\\.com>");
        assertThat(one.getMessageID()).isNotEqualTo(other.getMessageID());
    }

    @Test
    void namesOutsideAsciiAreEncodedNotCut() throws MessagingException, IOException {
        Map<String, Object> input = new HashMap<>(TestMail.letter());
        input.put("from_name", "Ada Łovelace");
        input.put("subject", "Grüße – " + "ä".repeat(200));

        MimeMessage message = LetterForm.of(Letter.of(input), ADA, Instant.EPOCH);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);

        assertThat(out.toString(StandardCharsets.UTF_8)).matches(text -> text.lines()
                .allMatch(line -> line.length() <= 998 && line.chars().allMatch(c -> c < 128)));
        assertThat(message.getSubject()).isEqualTo("Grüße – " + "ä".repeat(200));
    }
}
