package dev.serai.api.personal;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import dev.serai.api.Reply;
import dev.serai.api.Request;
import dev.serai.api.RunningHub;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Mail of users who call {@code /integrations/smtp}, by a whole mail server. */
class PersonalSmtpIT extends RunningHub {

    private final String token = token(someone());

    @Test
    void aWrongPasswordIsToldAtOnce() {
        Reply refused = setUp("not-hers");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("detail").asText())
                .contains("Invalid credentials")
                .contains("535");
        assertThat(post("/integrations/smtp/test", null).status()).isEqualTo(404);
    }

    @Test
    void whoHasSetNothingUpIsTold() {
        Reply missing = post("/integrations/smtp/send", "{\"to\":\"bob@example.org\",\"text\":\"x\"}");

        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.json().path("detail").asText()).isEqualTo("SMTP integration is not set up");
    }

    @Test
    void sendsWhatItIsGiven() throws Exception {
        setUp(MAIL_PASSWORD);
        String subject = "Subject " + UUID.randomUUID();

        Reply sent = post(
                "/integrations/smtp/send",
                "{\"to\":[\"bob@example.org\"],\"cc\":\"Eve <eve@example.org>\",\"subject\":\"" + subject
                        + "\",\"text\":\"Plain\",\"html\":\"<b>Rich</b>\"}");

        assertThat(sent.status()).as(sent.body()).isEqualTo(200);
        MimeMessage arrived = Arrays.stream(MAIL.getReceivedMessages())
                .filter(message -> GreenMailUtil.getHeaders(message).contains(subject))
                .findFirst()
                .orElseThrow();
        assertThat(sent.json().path("message_id").asText()).isEqualTo(arrived.getMessageID());
        assertThat(arrived.getFrom()[0]).hasToString(MAIL_USER);
        assertThat(GreenMailUtil.getBody(arrived)).contains("Plain").contains("<b>Rich</b>");
    }

    @Test
    void tellsWhetherTheServerTakesTheCredentials() {
        setUp(MAIL_PASSWORD);

        Reply works = post("/integrations/smtp/test", null);

        assertThat(works.status()).as(works.body()).isEqualTo(200);
        assertThat(works.json().path("message").asText()).isEqualTo("SMTP connection works");
    }

    @Test
    void namesTheFieldThatCanNotBeSent() {
        setUp(MAIL_PASSWORD);

        Reply refused = post(
                "/integrations/smtp/send",
                "{\"to\":\"bob@example.org\\r\\nBcc: eve@example.org\",\"subject\":\"x\",\"text\":\"x\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("detail").asText()).contains("to");
    }

    private Reply setUp(String password) {
        return post(
                "/integrations/smtp_integration_setup",
                "{\"email\":\"" + MAIL_USER + "\",\"smtp_password\":\"" + password + "\"}");
    }

    private Reply post(String path, @Nullable String body) {
        Request request = Request.of("POST", path).bearing(token);
        return send(body == null ? request : request.json(body));
    }
}
