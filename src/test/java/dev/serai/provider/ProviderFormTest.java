package dev.serai.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProviderFormTest {

    private static final ProviderForm FORM = new ProviderForm();

    /** A file that is right, by line. */
    private static final String RIGHT =
            """
            # yaml-language-server: $schema=../provider.schema.json
            id: acme
            name: Acme
            category: crm
            authentication:
              - type: oauth2
                grant: authorization_code
                scopes: [read]
              - type: bearer_token
            settings:
              base-url: { default: https://api.acme.example/v1 }
              authorize-url: { default: https://acme.example/authorize }
              token-url: { default: https://acme.example/token }
              client-id: {}
              client-secret: { secret: true }
            fields:
              - name: accessToken
                label: Token
                secret: true
                authentication: [token]
            health:
              path: /me
              good: [200, 204]
            paging:
              style: cursor
              next: /next
              parameter: after
            limits:
              requestsPerSecond: 2.5
            errors:
              words: [/error]
              rules:
                - { status: 403, words: [slow], means: retry }
            dataTypes:
              contacts: { path: /contacts }
            """;

    @Test
    void readsAFileThatIsRight() throws BrokenProvider {
        Provider acme = FORM.read("acme", "acme/provider.yaml", RIGHT);

        assertThat(acme.name()).isEqualTo("Acme");
        assertThat(acme.authentication()).extracting(Authentication::id).containsExactly("oauth2", "token");
        assertThat(acme.settings().get("base-url").standard()).isEqualTo("https://api.acme.example/v1");
        assertThat(acme.settings().get("client-id").standard()).isNull();
        assertThat(acme.fieldsFor(acme.preferred())).isEmpty();
        assertThat(acme.fieldsFor(acme.authentication("token").orElseThrow()))
                .extracting(Field::name)
                .containsExactly("accessToken");
        assertThat(acme.health().good()).containsExactlyInAnyOrder(200, 204);
        assertThat(acme.paging().style()).isEqualTo(Paging.Style.CURSOR);
        assertThat(acme.limits().requestsPerSecond()).isEqualTo(2.5);
        assertThat(acme.dataTypes()).containsOnlyKeys("contacts");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("name: Acme", "nam: Acme", "3:1: 'nam' is not a key of a provider; did you mean 'name'?"),
                arguments("name: Acme\n", "", "2:1: a provider needs 'name'. What people call the provider."),
                arguments("id: acme", "id: acne", "2:5: 'id' is 'acne', but the folder is 'acme'"),
                arguments("id: acme", "id: Acme", "2:5: 'id' can't be 'Acme'. The folder's name: lower-case letters"),
                arguments("category: crm", "category: crm: x", "4:14: this is not YAML"),
                arguments(
                        "category: crm",
                        "category: crm\nname: B",
                        "5:1: 'name' stands here for the second time; the first is in line 3"),
                arguments(
                        "type: oauth2",
                        "type: oauth",
                        "6:11: 'authentication.0.type' can't be 'oauth'. oauth2, api_key"),
                arguments(
                        "grant: authorization_code",
                        "grant: implicit",
                        "7:12: 'authentication.0.grant' can't be 'implicit'. authorization_code,"),
                arguments(
                        "scopes: [read]",
                        "scope: [read]",
                        "8:5: 'scope' is not a key of 'authentication.0'; did you mean 'scopes'?"),
                arguments(
                        "scopes: [read]",
                        "scopes: read",
                        "8:13: 'authentication.0.scopes' must be a list, not 'read'. What is asked for"),
                arguments(
                        "scopes: [read]",
                        "scopes: [read write]",
                        "8:14: 'authentication.0.scopes.0' can't be 'read write'. A scope is a text without blanks"),
                arguments(
                        "scopes: [read]",
                        "pkce: yes",
                        "8:11: 'authentication.0.pkce' must be true or false, not 'yes'."),
                arguments("type: bearer_token", "type: api_key", "9:5: 'authentication.1' needs 'header'"),
                arguments(
                        "type: bearer_token",
                        "type: bearer_token\n  - type: oauth2\n    grant: client_credentials",
                        "10:5: two ways of authentication have the id 'oauth2'; give one of them another 'id'"),
                arguments(
                        "https://api.acme.example/v1",
                        "api.acme.example",
                        "11:24: 'settings.base-url.default' can't be 'api.acme.example'. A setting whose key ends with url"),
                arguments(
                        "  token-url: { default: https://acme.example/token }\n",
                        "",
                        "7:12: this grant needs the setting 'token-url'"),
                arguments(
                        "client-id: {}",
                        "client_id: {}",
                        "14:3: 'client_id' is not a key of 'settings'. What an operator may set"),
                arguments(
                        "client-id: {}",
                        "client-id: { value: x }",
                        "14:16: 'value' is not a key of 'settings.client-id'; keys are default, description, secret"),
                arguments(
                        "secret: true\n    authentication: [token]",
                        "secret: true\n    authentication: [tokens]",
                        "20:22: no way of authentication has the id 'tokens'; there are oauth2, token"),
                arguments(
                        "label: Token",
                        "label: Token\n    pattern: \"[\"",
                        "19:14: 'fields.0.pattern' can't be '['. A regular expression"),
                arguments(
                        "path: /me",
                        "path: me",
                        "22:9: 'health.path' can't be 'me'. The path below base-url, with a leading slash"),
                arguments(
                        "good: [200, 204]",
                        "good: [\"200\"]",
                        "23:10: 'health.good.0' must be a whole number, not '200'"),
                arguments("  next: /next\n", "", "25:3: 'paging' needs 'next'"),
                arguments(
                        "requestsPerSecond: 2.5",
                        "requestsPerSecond: 0",
                        "29:22: 'limits.requestsPerSecond' can't be 0. The pace of one connection, a number above 0"),
                arguments(
                        "words: [/error]",
                        "words: [error]",
                        "31:11: 'errors.words.0' can't be 'error'. Where something stands in an answer, as a JSON pointer"),
                arguments(
                        "status: 403",
                        "status: 4x",
                        "33:17: 'errors.rules.0.status' can't be '4x'. An HTTP status such as 403"),
                arguments(
                        "means: retry",
                        "means: again",
                        "33:44: 'errors.rules.0.means' can't be 'again'. reauthorise (the owner"),
                arguments(
                        "{ path: /contacts }",
                        "{ route: acme-contacts, path: /contacts }",
                        "35:13: 'dataTypes.contacts'"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void refusesAMistakeByItsPlaceAndSaysWhatWouldBeRight(String right, String wrong, String message) {
        assertThat(RIGHT).contains(right);

        assertThatThrownBy(() -> FORM.read("acme", "acme/provider.yaml", RIGHT.replace(right, wrong)))
                .isInstanceOf(BrokenProvider.class)
                .message()
                .startsWith("acme/provider.yaml:" + message)
                .hasLineCount(1);
    }

    @Test
    void tellsAllMistakesAtOnceInTheFilesOrder() {
        String wrong = RIGHT.replace("dataTypes", "datatypes")
                .replace("path: /me", "path: me")
                .replace("name: Acme", "name: 7");

        assertThatThrownBy(() -> FORM.read("acme", "p.yaml", wrong))
                .hasMessageMatching("(?s)p\\.yaml:3:7: .*\\np\\.yaml:22:9: .*\\np\\.yaml:34:1: .*");
    }

    @Test
    void refusesAnEmptyFileAndOneThatIsNoObject() {
        assertThatThrownBy(() -> FORM.read("acme", "p.yaml", "# nothing\n"))
                .hasMessage("p.yaml:1:1: the file is empty");
        assertThatThrownBy(() -> FORM.read("acme", "p.yaml", "- a\n"))
                .hasMessage("p.yaml:1:1: a provider must be an object, not a list."
                        + " How the hub connects to a provider: routes/providers/<id>/provider.yaml.");
    }

    @Test
    void refusesAnAliasToSomethingAroundIt() {
        assertThatThrownBy(() -> FORM.read("acme", "p.yaml", "id: &a [*a]\n")).isInstanceOf(BrokenProvider.class);
    }

    @Test
    void theExampleInTheDocumentationIsRight() throws IOException, BrokenProvider {
        Matcher example = Pattern.compile("```yaml\n(# yaml-language-server.*\nid: acme\n[^`]+)```")
                .matcher(Files.readString(Path.of("docs/providers.md")));

        assertThat(example.find()).isTrue();
        assertThat(FORM.read("acme", "docs/providers.md", example.group(1)).authentication())
                .hasSize(2);
    }

    @Test
    void everyFileNamesItsSchemaForEditors() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes/providers"))) {
            assertThat(files.map(folder -> folder.resolve("provider.yaml")).filter(Files::exists))
                    .hasSize(13)
                    .allSatisfy(file -> assertThat(file)
                            .content(UTF_8)
                            .startsWith("# yaml-language-server: $schema=../provider.schema.json\nid: "));
        }
    }

    private static final String HOOKS =
            """
            hooks:
              secrets:
                - field: accessToken
                - setting: client-secret
              signature:
                header: X-Acme-Signature
                encoding: base64
                text: "{timestamp}{body}"
                timestamp: { header: X-Acme-Time, form: epoch_milliseconds }
              event:
                each: ""
                type: /type
                id: [/id, /part]
              events:
                deal.won: acme.deal.won
            """;

    @Test
    void readsHowAProviderTellsOfWhatHappens() throws BrokenProvider {
        Hooks hooks = FORM.read("acme", "acme/provider.yaml", RIGHT + HOOKS).hooks();

        assertThat(hooks.secrets())
                .containsExactly(new Hooks.Secret.OfField("accessToken"), new Hooks.Secret.OfSetting("client-secret"));
        assertThat(hooks.signature().encoding()).isEqualTo(Hooks.Encoding.BASE64);
        assertThat(hooks.signature().timestamp().form()).isEqualTo(MomentForm.EPOCH_MILLISECONDS);
        assertThat(hooks.signature().timestamp().tolerance()).hasMinutes(5);
        assertThat(hooks.form().each()).hasToString("");
        assertThat(hooks.form().id()).hasSize(2);
        assertThat(hooks.events()).containsEntry("deal.won", "acme.deal.won");
        assertThat(hooks.subscription()).isNull();
    }

    static Stream<Arguments> mistakesInHooks() {
        return Stream.of(
                arguments("field: accessToken", "field: token", "no field has the name 'token'"),
                arguments("setting: client-secret", "setting: hook-secret", "needs the setting 'hook-secret'"),
                arguments("setting: client-secret", "made: true", "is given to the provider by a 'subscription'"),
                arguments("setting: client-secret", "made: false", "'hooks.secrets.1.made' can't be false"),
                arguments(
                        "    timestamp: { header: X-Acme-Time, form: epoch_milliseconds }\n", "", "needs 'timestamp'"),
                arguments("{timestamp}{body}", "{timestamp}", "'hooks.signature.text' can't be '{timestamp}'"),
                arguments("encoding: base64", "algorithm: md5", "'hooks.signature.algorithm' can't be 'md5'"),
                arguments("deal.won: acme.deal.won", "deal.won: Won", "'hooks.events.deal.won' can't be 'Won'"));
    }

    @ParameterizedTest
    @MethodSource("mistakesInHooks")
    void saysWhatIsWrongWithHooks(String right, String wrong, String message) {
        assertThat(HOOKS).contains(right);

        assertThatThrownBy(() -> FORM.read("acme", "acme/provider.yaml", RIGHT + HOOKS.replace(right, wrong)))
                .isInstanceOf(BrokenProvider.class)
                .hasMessageContaining(message);
    }
}
