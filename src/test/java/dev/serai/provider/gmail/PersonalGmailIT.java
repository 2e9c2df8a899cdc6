package dev.serai.provider.gmail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.Reply;
import dev.serai.provider.google.GoogleCall;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A user's mail in Gmail by the {@code personal} contract. */
class PersonalGmailIT extends GmailHub {

    private static final String MANY_PARTS =
            """
            From: =?UTF-8?Q?Ren=C3=A9e?= <renee@example.com>
            To: ada@example.com, Boris <boris@example.com>
            Cc: carla@example.com
            Subject: =?UTF-8?B?R3LDvMOfZQ==?=
            Message-ID: <1@example.com>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=outer

            --outer
            Content-Type: multipart/alternative; boundary=inner

            --inner
            Content-Type: text/plain; charset=ISO-8859-1
            Content-Transfer-Encoding: quoted-printable

            Sch=F6ne Gr=FC=DFe
            --inner
            Content-Type: text/html; charset=UTF-8

            <p>Hello</p>
            --inner--
            --outer
            Content-Type: application/pdf; name=plan.pdf
            Content-Disposition: attachment; filename=plan.pdf
            Content-Transfer-Encoding: base64

            JVBERi0xLjQ=
            --outer--
            """;

    @Test
    void listsMessagesTheNewestFirstWithWhoAndWhat() {
        Connected one = connect();
        one.mailbox().receive("boris@example.com", "First", "One");
        String second = one.mailbox().receive("Ada <ada@example.com>", "Second", "Two");

        JsonNode list = get("/integrations/gmail", one.token()).json();

        assertThat(list.path("messages")).hasSize(2);
        JsonNode newest = list.path("messages").get(0);
        assertThat(newest.path("id").asText()).isEqualTo(second);
        assertThat(newest.path("thread_id").asText()).isEqualTo(second);
        assertThat(newest.path("from").asText()).isEqualTo("Ada <ada@example.com>");
        assertThat(newest.path("to").toString()).isEqualTo("[\"" + one.email() + "\"]");
        assertThat(newest.path("subject").asText()).isEqualTo("Second");
        assertThat(newest.path("snippet").asText()).isEqualTo("Two");
        assertThat(newest.path("date").asText()).endsWith("Z");
        assertThat(newest.path("labels").toString()).contains("INBOX", "UNREAD");
        assertThat(list.path("next_page_token").isNull()).isTrue();
    }

    @Test
    void listsPageByPage() {
        Connected one = connect();
        for (int i = 0; i < 5; i++) {
            one.mailbox().receive("ada@example.com", "Message " + i, "Text");
        }

        JsonNode first = get("/integrations/gmail?limit=3", one.token()).json();
        JsonNode last = get(
                        "/integrations/gmail?limit=3&page_token="
                                + first.path("next_page_token").asText(),
                        one.token())
                .json();

        assertThat(first.path("messages")).hasSize(3);
        assertThat(last.path("messages").findValuesAsText("subject")).containsExactly("Message 1", "Message 0");
    }

    @Test
    void listsWhatASearchAndALabelFind() {
        Connected one = connect();
        one.mailbox().receive("boris@example.com", "Hello", "Text");
        String wanted = one.mailbox().receive("ada@example.com", "Plan & more", "Text");
        one.mailbox().label(wanted, "Label_1");

        assertThat(get("/integrations/gmail?q=subject%3A%22plan%20%26%20more%22&label=Label_1", one.token())
                        .json()
                        .path("messages")
                        .findValuesAsText("id"))
                .containsExactly(wanted);
    }

    @Test
    void refusesAPageThatGmailDoesNotKnow() {
        Reply reply = get("/integrations/gmail?page_token=none", connect().token());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("detail").asText()).contains("Gmail");
    }

    @Test
    void readsAMessageWithItsPartsDecoded() {
        Connected one = connect();
        String id = one.mailbox().receive(MANY_PARTS.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));

        JsonNode message = get("/integrations/gmail/" + id, one.token()).json();

        assertThat(message.path("from").asText()).isEqualTo("Renée <renee@example.com>");
        assertThat(message.path("to").toString()).isEqualTo("[\"ada@example.com\",\"Boris <boris@example.com>\"]");
        assertThat(message.path("cc").toString()).isEqualTo("[\"carla@example.com\"]");
        assertThat(message.path("subject").asText()).isEqualTo("Grüße");
        assertThat(message.path("text").asText()).isEqualTo("Schöne Grüße");
        assertThat(message.path("html").asText()).isEqualTo("<p>Hello</p>");
        assertThat(message.path("truncated").asBoolean()).isFalse();
        assertThat(message.path("attachments")).singleElement().satisfies(file -> {
            assertThat(file.path("filename").asText()).isEqualTo("plan.pdf");
            assertThat(file.path("content_type").asText()).isEqualTo("application/pdf");
            assertThat(file.path("size").asInt()).isEqualTo(8);
            assertThat(file.path("id").asText()).isNotBlank();
        });
    }

    @Test
    void cutsATextThatIsVeryLong() {
        Connected one = connect();
        String id = one.mailbox().receive("ada@example.com", "Long", "x".repeat(600_000));

        JsonNode message = get("/integrations/gmail/" + id, one.token()).json();

        assertThat(message.path("text").asText()).hasSize(500_000);
        assertThat(message.path("truncated").asBoolean()).isTrue();
    }

    @Test
    void doesNotReadAMessageThatIsTooLongToRead() {
        Connected one = connect();
        String id = one.mailbox().receive("ada@example.com", "Too long", "x".repeat(4_000_000));

        Reply reply = get("/integrations/gmail/" + id, one.token());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("detail").asText()).contains("longer than");
    }

    @Test
    void doesNotFindWhatGmailDoesNotHave() {
        Connected one = connect();

        assertThat(get("/integrations/gmail/18f0", one.token()).status()).isEqualTo(404);
        assertThat(get("/integrations/gmail/no-id", one.token()).status()).isEqualTo(404);
    }

    @Test
    void findsNothingForWhoHasNotSetGmailUp() {
        Reply reply = get("/integrations/gmail", token(someone()));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().path("detail").asText()).isEqualTo("Gmail integration is not set up");
    }

    @Test
    void sendsAMessageWithHtmlCopiesAndFiles() throws Exception {
        Connected one = connect();

        Reply reply = mail(
                one,
                """
                {"to":["Renée <renee@example.com>"],"cc":"carla@example.com","bcc":["hidden@example.com"],
                 "subject":"Grüße aus dem Café","text":"Schöne Grüße","html":"<p>Schöne Grüße</p>",
                 "attachments":[{"filename":"Überblick.pdf","content_type":"application/pdf","content":"JVBERi0xLjQ="}]}
                """);

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        MimeMessage sent = one.mailbox().sent().get(0);
        assertThat(reply.json().path("id").asText())
                .isEqualTo(one.mailbox().ids().get(0));
        assertThat(sent.getSubject()).isEqualTo("Grüße aus dem Café");
        assertThat(sent.getAllRecipients()).hasSize(3);
        assertThat(sent.getHeader("Bcc", null)).isEqualTo("hidden@example.com");
        assertThat(sent.getHeader("Date", null)).isNotBlank();
        assertThat(sent.getHeader("Message-ID")).isNull();
        Multipart all = (Multipart) sent.getContent();
        Multipart words = (Multipart) all.getBodyPart(0).getContent();
        assertThat(words.getContentType()).startsWith("multipart/alternative");
        assertThat(words.getBodyPart(0).getContent()).isEqualTo("Schöne Grüße");
        assertThat(words.getBodyPart(1).getContent()).isEqualTo("<p>Schöne Grüße</p>");
        Part file = all.getBodyPart(1);
        assertThat(file.getFileName()).isEqualTo("Überblick.pdf");
        assertThat(file.getContentType()).startsWith("application/pdf");
        assertThat(file.getInputStream()).hasContent("%PDF-1.4");
    }

    @Test
    void answersAMessageInItsConversation() {
        Connected one = connect();
        String id = one.mailbox().receive("ada@example.com", "The plan", "Text");

        Reply reply =
                mail(one, "{\"to\":\"ada@example.com\",\"text\":\"Yes\",\"reply_to_message_id\":\"%s\"}".formatted(id));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.json().path("thread_id").asText())
                .isEqualTo(one.mailbox().thread(id));
    }

    @Test
    void doesNotAnswerAMessageThatIsNotThere() {
        Connected one = connect();

        Reply reply = mail(one, "{\"to\":\"ada@example.com\",\"text\":\"Yes\",\"reply_to_message_id\":\"18f0\"}");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(one.mailbox().sent()).isEmpty();
    }

    @Test
    void takesNoValueThatWouldAddAHeader() {
        Connected one = connect();
        for (String body : List.of(
                "{\"to\":\"ada@example.com\\r\\nBcc: eve@example.com\",\"text\":\"x\"}",
                "{\"to\":[\"ada@example.com\\nX: y\"],\"text\":\"x\"}",
                "{\"to\":\"\\\"a\\r\\nBcc: eve@example.com\\\" <ada@example.com>\",\"text\":\"x\"}",
                "{\"to\":\"ada@example.com, eve@example.com\",\"text\":\"x\"}",
                "{\"to\":\"all: ada@example.com, eve@example.com;\",\"text\":\"x\"}",
                "{\"to\":\"ada@example.com\",\"subject\":\"a\\r\\nBcc: eve@example.com\",\"text\":\"x\"}",
                "{\"to\":\"ada@example.com\",\"text\":\"x\",\"attachments\":"
                        + "[{\"filename\":\"a\\r\\nX: y\",\"content\":\"\"}]}",
                "{\"to\":\"ada@example.com\",\"text\":\"x\",\"attachments\":"
                        + "[{\"filename\":\"a\",\"content_type\":\"text/plain\\r\\nX: y\",\"content\":\"\"}]}")) {
            assertThat(mail(one, body).status()).as(body).isEqualTo(400);
        }
        assertThat(one.mailbox().sent()).isEmpty();
    }

    @Test
    void aHeaderInAnAnsweredSubjectStaysASubject() throws Exception {
        Connected one = connect();
        String id = one.mailbox()
                .receive(("From: eve@example.com\r\nTo: ada@example.com\r\nMessage-ID: <2@example.com>\r\n"
                                + "References: <1@example.com>\r\nSubject: =?UTF-8?Q?a=0D=0ABcc:_eve=40example.com?=\r\n\r\nText")
                        .getBytes(StandardCharsets.US_ASCII));

        Reply reply = mail(one, "{\"to\":\"a@example.com\",\"text\":\"x\",\"reply_to_message_id\":\"" + id + "\"}");

        assertThat(reply.status()).isEqualTo(200);
        MimeMessage sent = one.mailbox().sent().get(0);
        assertThat(sent.getHeader("Bcc")).isNull();
        assertThat(sent.getAllRecipients()).hasSize(1);
        assertThat(sent.getHeader("References", null)).isEqualTo("<1@example.com> <2@example.com>");
    }

    @Test
    void saysWhichFieldCanNotBeSent() {
        Connected one = connect();

        assertThat(detail(mail(one, "{\"to\":\"nobody\",\"text\":\"x\"}"))).startsWith("to must be an e-mail address");
        assertThat(detail(mail(one, "{\"to\":[],\"text\":\"x\"}"))).startsWith("to must name somebody");
        assertThat(detail(mail(one, "{\"to\":\"ada@example.com\"}"))).isEqualTo("text or html is required");
        assertThat(detail(mail(
                        one,
                        "{\"to\":\"ada@example.com\",\"text\":\"x\",\"attachments\":"
                                + "[{\"filename\":\"a\",\"content\":\"%%\"}]}")))
                .isEqualTo("attachments[0].content must be base64");
        assertThat(detail(mail(
                        one,
                        "{\"to\":\"ada@example.com\",\"text\":\"x\",\"attachments\":[{\"filename\":\"a\",\"content\":\""
                                + Base64.getEncoder().encodeToString(new byte[3_000_001]) + "\"}]}")))
                .startsWith("attachments must have at most");
    }

    @Test
    void sendsFilesOfTheLargestSizeThatIsTaken() {
        Connected one = connect();

        Reply reply = mail(
                one,
                "{\"to\":\"ada@example.com\",\"text\":\"x\",\"attachments\":[{\"filename\":\"a\",\"content\":\""
                        + Base64.getEncoder().encodeToString(new byte[3_000_000]) + "\"}]}");

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(one.mailbox().sent()).hasSize(1);
    }

    @Test
    void whatIsSentIsInTheLogAndTheAudit() {
        Connected one = connect();

        mail(one, "{\"to\":\"ada@example.com\",\"text\":\"secret words\"}");

        assertThat(database.queryForList(
                        "SELECT message FROM connection_log WHERE connection_id = ?", String.class, one.id()))
                .contains("Mail sent through Gmail")
                .noneMatch(message -> message.contains("secret words"));
        assertThat(database.queryForList(
                        "SELECT action FROM audit_entry WHERE tenant_id = ? AND subject_type = 'gmail_message'",
                        String.class,
                        one.tenant().id()))
                .containsExactly("sent");
        assertThat(GOOGLE.calls(GoogleCall::isMailSend)).isNotEmpty();
    }

    private Reply mail(Connected one, String body) {
        return send("POST", "/integrations/gmail/send", one.token(), body);
    }

    private static String detail(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        return reply.json().path("detail").asText();
    }
}
