package dev.serai.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFieldsTest {

    private static final String MASK = "\"********\"";

    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clientSecret",
                "client_secret",
                "password",
                "passphrase",
                "pass",
                "pwd",
                "accessToken",
                "refresh_token",
                "apiKey",
                "API_KEY",
                "private_key",
                "consumer-key",
                "key",
                "Authorization",
                "credentials",
                "cookie"
            })
    void masksAValueThatItsNameTellsToBeSecret(String name) throws JsonProcessingException {
        assertThat(masked("{\"" + name + "\":\"s3cret\"}")).isEqualTo("{\"" + name + "\":" + MASK + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"calendarId", "host", "keyword", "monkey", "user", "compass", "port"})
    void leavesOtherValuesAsTheyAre(String name) throws JsonProcessingException {
        assertThat(masked("{\"" + name + "\":\"x\"}")).isEqualTo("{\"" + name + "\":\"x\"}");
    }

    @Test
    void masksEverythingBelowASecretName() throws JsonProcessingException {
        assertThat(masked("{\"credentials\":{\"user\":\"u\",\"list\":[1,{\"a\":true}],\"none\":null}}"))
                .isEqualTo("{\"credentials\":{\"user\":" + MASK + ",\"list\":[" + MASK + ",{\"a\":" + MASK
                        + "}],\"none\":null}}");
    }

    @Test
    void masksSecretsHoweverDeepTheyStand() throws JsonProcessingException {
        assertThat(masked("{\"smtp\":[{\"host\":\"h\",\"password\":\"p\"}]}"))
                .isEqualTo("{\"smtp\":[{\"host\":\"h\",\"password\":" + MASK + "}]}");
    }

    @Test
    void masksNumbersAsWell() throws JsonProcessingException {
        assertThat(masked("{\"pin\":1234}")).isEqualTo("{\"pin\":" + MASK + "}");
    }

    @Test
    void putsBackWhatCameMasked() throws JsonProcessingException {
        assertThat(unmasked(
                        "{\"host\":\"new\",\"password\":" + MASK + "}", "{\"host\":\"old\",\"password\":\"s3cret\"}"))
                .isEqualTo("{\"host\":\"new\",\"password\":\"s3cret\"}");
    }

    @Test
    void takesANewSecret() throws JsonProcessingException {
        assertThat(unmasked("{\"password\":\"new\"}", "{\"password\":\"old\"}")).isEqualTo("{\"password\":\"new\"}");
    }

    @Test
    void putsBackInsideListsAndObjects() throws JsonProcessingException {
        assertThat(unmasked("{\"a\":[{\"token\":" + MASK + "}]}", "{\"a\":[{\"token\":5}]}"))
                .isEqualTo("{\"a\":[{\"token\":5}]}");
    }

    @Test
    void forgetsWhatIsNotSentBack() throws JsonProcessingException {
        assertThat(unmasked("{}", "{\"password\":\"old\"}")).isEqualTo("{}");
    }

    private String masked(String config) throws JsonProcessingException {
        return SecretFields.masked(json.readTree(config)).toString();
    }

    private String unmasked(String given, String stored) throws JsonProcessingException {
        JsonNode before = json.readTree(stored);
        return SecretFields.unmasked(json.readTree(given), before).toString();
    }
}
