package dev.serai.provider.outlook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.api.Reply;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.Fault;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's mail in Outlook by the {@code personal} contract, and what Microsoft may say to it. */
class PersonalOutlookIT extends OutlookHub {

    /** More than two, because each has a pace that it is held to. */
    private static final int TENANTS = 8;

    @AfterEach
    void letUsedTokensLive() {
        MICROSOFT.usedRefreshTokensDie(false);
    }

    @Test
    void listsMessagesTheNewestFirstWithWhoAndWhat() {
        Connected one = connect();
        one.mailbox().receive("boris@example.com", "First", "One");
        String second = one.mailbox().receive("ada@example.com", "Second", "Two");

        JsonNode list = get("/integrations/outlook", one.token()).json();

        assertThat(list.path("messages")).hasSize(2);
        JsonNode newest = list.path("messages").get(0);
        assertThat(newest.path("id").asText()).isEqualTo(second);
        assertThat(newest.path("from").asText()).isEqualTo("ada@example.com");
        assertThat(newest.path("to").toString()).isEqualTo("[\"" + one.email() + "\"]");
        assertThat(newest.path("subject").asText()).isEqualTo("Second");
        assertThat(newest.path("snippet").asText()).isEqualTo("Two");
        assertThat(newest.path("is_read").asBoolean(true)).isFalse();
        assertThat(list.path("next_page_token").isNull()).isTrue();
    }

    @Test
    void listsPageByPageAlsoWhatASearchFinds() {
        Connected one = connect();
        for (int i = 0; i < 5; i++) {
            one.mailbox().receive("ada@example.com", "Message " + i, "Text");
        }
        one.mailbox().receive("boris@example.com", "Other", "Text");

        for (String query : List.of("limit=3&folder=inbox", "limit=3&q=from%3Aada")) {
            JsonNode first = get("/integrations/outlook?" + query, one.token()).json();
            JsonNode last = get(
                            "/integrations/outlook?" + query + "&page_token="
                                    + first.path("next_page_token").asText(),
                            one.token())
                    .json();

            assertThat(first.path("messages")).hasSize(3);
            assertThat(last.path("messages").findValuesAsText("subject")).endsWith("Message 1", "Message 0");
            assertThat(last.path("next_page_token").isNull()).isTrue();
        }
    }

    @Test
    void aSearchIsNothingButWords() {
        Connected one = connect();
        String id = one.mailbox().receive("ada@example.com", "Say \"hi\" & $top=1", "Text");

        JsonNode list = get("/integrations/outlook?q=%22hi%22%20%26%20%24top%3D1", one.token())
                .json();

        assertThat(list.path("messages").findValuesAsText("id")).containsExactly(id);
    }

    @Test
    void refusesAPageOrAFolderThatIsNone() {
        Connected one = connect();

        assertThat(get("/integrations/outlook?page_token=https%3A%2F%2Fexample.com", one.token())
                        .status())
                .isEqualTo(400);
        assertThat(get("/integrations/outlook?folder=..%2Fusers", one.token()).status())
                .isEqualTo(400);
    }

    @Test
    void readsAMessageWithItsTextAndWhatIsAttached() {
        Connected one = connect();
        String id = one.mailbox().receive("ada@example.com", "Plan", message -> {
            message.putObject("body").put("contentType", "html").put("content", "<p>Hello</p>");
            ObjectNode file = message.withArray("attachments").addObject();
            file.put("@odata.type", "#microsoft.graph.fileAttachment")
                    .put("id", "AAMkFile")
                    .put("name", "plan.pdf")
                    .put("contentType", "application/pdf")
                    .put("size", 8)
                    .put("contentBytes", "JVBERi0xLjQ=");
        });

        JsonNode message = get("/integrations/outlook/" + id, one.token()).json();

        assertThat(message.path("html").asText()).isEqualTo("<p>Hello</p>");
        assertThat(message.path("text").isNull()).isTrue();
        assertThat(message.path("attachments")).singleElement().satisfies(file -> {
            assertThat(file.path("filename").asText()).isEqualTo("plan.pdf");
            assertThat(file.path("size").asInt()).isEqualTo(8);
        });
    }

    @Test
    void doesNotFindWhatOutlookDoesNotHave() {
        Connected one = connect();

        for (String id : List.of("AAkALgNone", "42", "a%3Fb")) {
            assertThat(get("/integrations/outlook/" + id, one.token()).status())
                    .as(id)
                    .isEqualTo(404);
        }
        assertThat(get("/integrations/outlook", token(someone()))
                        .json()
                        .path("detail")
                        .asText())
                .isEqualTo("Outlook integration is not set up");
    }

    @Test
    void sendsAMessageWithHtmlCopiesAndFiles() {
        Connected one = connect();

        Reply reply = mail(
                one,
                """
                {"to":["Renée <renee@example.com>"],"cc":"carla@example.com","bcc":["hidden@example.com"],
                 "subject":"Grüße","html":"<p>Hallo</p>",
                 "attachments":[{"filename":"Überblick.pdf","content_type":"application/pdf","content":"JVBERi0xLjQ="}]}
                """);

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        ObjectNode sent = one.mailbox().sent().get(0);
        assertThat(sent.at("/toRecipients/0/emailAddress/address").asText()).isEqualTo("renee@example.com");
        assertThat(sent.at("/toRecipients/0/emailAddress/name").asText()).isEqualTo("Renée");
        assertThat(sent.at("/bccRecipients/0/emailAddress/address").asText()).isEqualTo("hidden@example.com");
        assertThat(sent.at("/body/contentType").asText()).isEqualTo("HTML");
        assertThat(sent.at("/attachments/0/name").asText()).isEqualTo("Überblick.pdf");
        assertThat(sent.at("/attachments/0/contentBytes").asText()).isEqualTo("JVBERi0xLjQ=");
        assertThat(get("/integrations/outlook?folder=sentitems", one.token())
                        .json()
                        .path("messages"))
                .hasSize(1);
    }

    @Test
    void sendsFilesOfTheLargestSizeThatIsTaken() {
        Connected one = connect();

        Reply reply = mail(
                one,
                "{\"to\":\"ada@example.com\",\"text\":\"x\",\"attachments\":[{\"filename\":\"a\",\"content\":\""
                        + Base64.getEncoder().encodeToString(new byte[3_000_000]) + "\"}]}");

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    @Test
    void saysWhatCanNotBeSent() {
        Connected one = connect();

        Reply reply = mail(one, "{\"to\":\"ada@example.com\\nBcc: eve@example.com\",\"text\":\"x\"}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(one.mailbox().sent()).isEmpty();
    }

    @Test
    void aMessageIsNeverSentASecondTime() {
        Connected one = connect();
        for (Fault fault : List.of(MicrosoftStandIn.unavailable(), Fault.LOST_ANSWER, MicrosoftStandIn.throttled(1))) {
            int before = one.mailbox().sent().size();
            MICROSOFT.failNext(1, own(one, call -> call.path().endsWith("/sendMail")), fault);

            assertThat(mail(one, "{\"to\":\"ada@example.com\",\"text\":\"Once\"}")
                            .status())
                    .isEqualTo(503);
            assertThat(one.mailbox().sent().size() - before).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void everyRefreshGivesANewRefreshTokenThatIsKept() {
        Connected one = connect();
        MICROSOFT.usedRefreshTokensDie(true);
        for (int i = 0; i < 3; i++) {
            MICROSOFT.expireAccessTokens(one.email());

            assertThat(get("/integrations/outlook", one.token()).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {700_082, 70_008, 50_173, 65_001, 50_076, 50_079})
    void aGrantThatHoldsNoMoreHasToBeGivenAgain(int number) {
        Connected one = connect();
        MICROSOFT.refuses(one.email(), number);

        Reply reply = get("/integrations/outlook", one.token());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("detail").asText()).contains("connect the integration again");
    }

    @Test
    void anApplicationsSecretThatHasEndedIsTheOperatorsMatter() {
        Connected one = connect();
        MICROSOFT.expireAccessTokens(one.email());
        MICROSOFT.failNext(
                1,
                MicrosoftStandIn::isToken,
                Fault.answering(GraphRefusal.tokenError(401, "invalid_client", 7_000_222, "The secret has expired.")));

        Reply reply = get("/integrations/outlook", one.token());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("detail").asText()).contains("whoever runs the hub");
    }

    @Test
    void noCallEverHasTheCredentialsOfAnotherConnection() throws Exception {
        List<Connected> all = Stream.generate(this::connect).limit(TENANTS).toList();
        all.forEach(one -> one.mailbox().receive("ada@example.com", one.email(), "Text"));
        List<String> ids = all.stream().map(one -> one.mailbox().ids().get(0)).toList();
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<JsonNode>> calls = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                Connected one = all.get(i % TENANTS);
                String id = ids.get(i % TENANTS);
                calls.add(callers.submit(
                        () -> actions.run(one.tenant().id(), one.id(), "outlook-get", Map.of("message_id", id))));
            }
            for (int i = 0; i < calls.size(); i++) {
                assertThat(calls.get(i).get().path("subject").asText())
                        .isEqualTo(all.get(i % TENANTS).email());
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private Reply mail(Connected one, String body) {
        return send("POST", "/integrations/outlook/send", one.token(), body);
    }

    /** Other tests' connections may call at the same time. */
    private static Predicate<Call> own(Connected one, Predicate<Call> kind) {
        return call -> kind.test(call) && MICROSOFT.isTokenOf(one.email(), call);
    }
}
