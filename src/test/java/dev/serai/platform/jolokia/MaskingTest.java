package dev.serai.platform.jolokia;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No secret leaves through Jolokia, and what an operator needs to see does. */
class MaskingTest {

    private final ObjectMapper json = new ObjectMapper();
    private final Masking masking = new Masking(json, new SecretTexts(List.of("the-configured-one")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "sap://read?authPassword=hunter2&top=5|hunter2",
                "http://user:hunter2@host/path|hunter2",
                "slack://connection?webhookUrl=x&token=xoxb1234|xoxb1234",
                "imap://host?password=RAW(hun&ter2)&unseen=true|ter2",
                "google-mail:x?clientSecret=abcdef12|abcdef12",
                "Authorization: Bearer abc.def.ghi failed|abc.def.ghi",
                "the header was Basic dXNlcjpodW50ZXIy|dXNlcjpodW50ZXIy",
                "401 for eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln|eyJhbGciOiJIUzI1NiJ9",
                "signed with whsec_MfKQ9r8GKYqrTwjU|MfKQ9r8GKYqrTwjU",
                "the key srk_0123456789abcdef was refused|0123456789abcdef",
                "token ya29.a0AfH6SMBx1234 expired|a0AfH6SMBx1234",
                "refresh_token=1//0gdKc3xYz-abc|0gdKc3xYz",
                "jdbc:postgresql://db/serai?user=a&password=hunter2|hunter2",
                "callback /oauth?code=4/P7q7W91a&state=xyzzy1|P7q7W91a",
                "callback /oauth?code=4/P7q7W91a&state=xyzzy1|xyzzy1",
                "-Dserai.jwt.secret=hunter2|hunter2",
                "api_key: hunter2|hunter2",
                "somewhere in it is the-configured-one, alone|the-configured-one",
                "the value was Zm9vYmFyMTIzNDU2Nzg5MGFiY2RlZg== exactly|Zm9vYmFyMTIzNDU2Nzg5MGFiY2RlZg",
                "{\"password\":\"hunter2\",\"name\":\"Ada\"}|hunter2",
                "{\"data\":[{\"clientSecret\":{\"value\":\"hunter2\"}}]}|hunter2",
            })
    void masksASecretWithinAText(String text, String secret) {
        assertThat(value(text)).doesNotContain(secret).contains("********");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "webhook-deliver",
                "due-deliveries://claimed",
                "jpa://dev.serai.webhook.ResendJob?consumeDelete=false&delay=1000",
                "5C9F0A97559DA1B-0000000000000008",
                "01a22dc3-6b23-782a-8af8-5e4b234b97db",
                "file:routes/webhooks/deliver.camel.yaml:15",
                "org.apache.camel.component.platform.http.springboot.PlatformHttpMessage",
                "Send a claimed delivery, signed, to its receiver and do what the answer asks for",
                "2026-11-30T18:48:35.408+0000",
                "Started",
            })
    void leavesWhatAnOperatorNeedsToSee(String text) {
        assertThat(value(text)).isEqualTo(text);
    }

    @Test
    void masksAnAttributeByItsName() {
        assertThat(
                        masked(
                                "{\"Password\":\"hunter2\",\"Tokens\":[\"a\",\"b\"],\"AuthEnabled\":true,\"State\":\"Started\"}"))
                .isEqualTo(
                        "{\"Password\":\"********\",\"Tokens\":\"********\",\"AuthEnabled\":true,\"State\":\"Started\"}");
    }

    @Test
    void masksEveryAnswerOfSeveral() throws JsonProcessingException {
        JsonNode answers = json.readTree("[{\"value\":\"token=hunter2\"},{\"error\":\"password=hunter2\"}]");

        assertThat(masking.masked(answers).toString()).doesNotContain("hunter2");
    }

    @Test
    void keepsTheNamesOfAListAsTheyAre() throws JsonProcessingException {
        String list =
                "{\"request\":{\"type\":\"list\"},\"value\":{\"x:type=y\":{\"op\":{\"resetToken\":{\"args\":[]}}}}}";

        assertThat(masking.masked(json.readTree(list)).toString()).isEqualTo(list);
    }

    @Test
    void showsOfABodyOnlyJsonAndMasksThat() {
        assertThat(body("java.lang.String", "{\"event\":\"call.ended\",\"data\":{\"accessToken\":\"hunter2\"}}"))
                .isEqualTo("{\"event\":\"call.ended\",\"data\":{\"accessToken\":\"********\"}}");
        assertThat(body("java.lang.String", "user=ada&amp;pin=1234")).isEqualTo("[java.lang.String, 17 characters]");
        assertThat(body("java.util.HashMap", "{Authorization=hunter2}"))
                .isEqualTo("[java.util.HashMap, 23 characters]");
        assertThat(body("dev.serai.X", "X[secret=hunter2]")).isEqualTo("[dev.serai.X, 17 characters]");
        assertThat(body("java.lang.String", "&lt;xml>hunter2&lt;/xml>")).doesNotContain("hunter2");
    }

    @Test
    void masksHeadersAndPropertiesOfAMessage() {
        assertThat(element("header", "Authorization", "java.lang.String", "hunter2"))
                .isEqualTo("********");
        assertThat(element("header", "X-Callnfy-Key", "java.lang.String", "hunter2"))
                .isEqualTo("********");
        assertThat(element("header", "Cookie", "java.lang.String", "hunter2")).isEqualTo("********");
        assertThat(element("header", "X-Webhook-Signature", "java.lang.String", "hunter2"))
                .isEqualTo("********");
        assertThat(element("exchangeProperty", "refreshToken", "java.lang.String", "hunter2"))
                .isEqualTo("********");
        assertThat(element("exchangeVariable", "call", "dev.serai.Call", "hunter2"))
                .isEqualTo("[dev.serai.Call]");
        assertThat(element("header", "note", "java.lang.String", "Bearer hunter2"))
                .isEqualTo("Bearer ********");
        assertThat(element("header", "verdict", "java.lang.String", "DELIVERED"))
                .isEqualTo("DELIVERED");
        assertThat(element("header", "attempt", "java.lang.Integer", "3")).isEqualTo("3");
    }

    @Test
    void masksTheTextOfAnException() {
        String trace = value("<exception type=\"x\">refused: token=hunter2 at Bearer abcdef.ghij</exception>");

        assertThat(trace).doesNotContain("hunter2", "abcdef").contains("refused");
    }

    @Test
    void masksWhatARouteSetsAndLeavesWhereItComesFrom() {
        String route =
                value("<route id=\"r\"><setHeader name=\"Authorization\"><constant>hunter2</constant></setHeader>"
                        + "<setHeader name=\"X-Api-Key\"><simple>{{my.key}}</simple></setHeader>"
                        + "<to uri=\"http://host?password=hunter2&amp;x=1\"/></route>");

        assertThat(route).doesNotContain("hunter2").contains("{{my.key}}", "x=1", "id=\"r\"");
    }

    @Test
    void doesNotShowXmlThatItCantReadNorFollowItAnywhere() {
        assertThat(value("<body>hunter2")).doesNotContain("hunter2");
        assertThat(value("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>"))
                .startsWith("[not shown");
    }

    private String body(String type, String text) {
        String masked = value("<message><body type=\"" + type + "\">" + text + "</body></message>");
        return content(masked);
    }

    private String element(String name, String key, String type, String text) {
        return content(
                value("<m><" + name + " key=\"" + key + "\" type=\"" + type + "\">" + text + "</" + name + "></m>"));
    }

    private static String content(String xml) {
        return xml.replaceAll("^<[^>]*><[^>]*>|</[^>]*></[^>]*>$", "");
    }

    private String value(String text) {
        ObjectNode answer = json.createObjectNode();
        answer.putObject("request").put("type", "read");
        return masking.masked(answer.put("value", text)).path("value").asText();
    }

    private String masked(String value) {
        try {
            ObjectNode answer = json.createObjectNode();
            answer.set("value", json.readTree(value));
            return masking.masked(answer).path("value").toString();
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}
