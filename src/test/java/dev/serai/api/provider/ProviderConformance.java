package dev.serai.api.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.Reply;
import dev.serai.api.RunningHub;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.Fault;
import dev.serai.provider.standin.StandInServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every provider does alike, tried through the callcenter contract against the provider's stand-in: setup, test, syncs,
 * and everything that a provider can answer but a success.
 */
public abstract class ProviderConformance extends RunningHub {

    private String account;
    private String integration;

    /** @return the provider's id */
    protected abstract String provider();

    /** @return where the provider's API is */
    protected abstract StandInServer server();

    /** @return which calls read data, such as those below {@code /crm}; not those for tokens */
    protected abstract Predicate<Call> reads();

    /** @return the data type to read */
    protected abstract String dataType();

    /** @return a configuration with an account's right credentials, as JSON; a new account for each test */
    protected abstract String rightConfig();

    /** @return a configuration that the provider refuses, as JSON */
    protected abstract String wrongConfig();

    /** Makes records in the account, enough for several pages of 10, and returns their ids. */
    protected abstract Set<String> seed();

    /** Changes one record of the account, later than everything before, and returns its id. */
    protected abstract String change();

    /** Has the provider refuse the account's credentials from now on. */
    protected abstract void revoke();

    /** Why the provider can't be asked for what has changed, so that each read has everything; null: it can. */
    protected @Nullable String noChangesBecause() {
        return null;
    }

    /** How many records beside the changed one a read of changes may give again, because it begins a little earlier. */
    protected int repeatedAtMost() {
        return 0;
    }

    @BeforeEach
    void connectIt() {
        account = someone();
        Reply added = add(rightConfig());
        assertThat(added.status()).as(added.body()).isEqualTo(200);
        integration = added.json().at("/data/id").asText();
        assertThat(added.json().at("/data/status").asText()).isEqualTo("active");
    }

    @AfterEach
    void leaveTheProviderWell() {
        server().faults().clear();
        assertThat(server().defects()).isEmpty();
    }

    @Test
    void refusesAWrongCredentialAtOnceAndKeepsNothingOfIt() {
        Reply refused = add(wrongConfig());

        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.json().at("/success").asBoolean(true)).isFalse();
        assertThat(refused.json().path("details").fieldNames())
                .toIterable()
                .anyMatch(name -> name.startsWith("config"));
        assertThat(get("/api/integrations", owner()).json().path("data")).hasSize(1);
    }

    @Test
    void testsAnIntegration() {
        Reply works = test();

        assertThat(works.status()).as(works.body()).isEqualTo(200);
        assertThat(works.json().path("success").asBoolean()).isTrue();
        assertThat(works.json().at("/data/status").asText()).isEqualTo("healthy");
    }

    @Test
    void tellsThatAnIntegrationWorksNoMore() {
        revoke();

        Reply broken = test();

        assertThat(broken.status()).as(broken.body()).isEqualTo(200);
        assertThat(broken.json().path("success").asBoolean(true)).isFalse();
        assertThat(broken.json().at("/data/status").asText()).isEqualTo("unhealthy");
        assertThat(get("/api/integrations/" + integration, owner())
                        .json()
                        .at("/data/status")
                        .asText())
                .isIn("error", "revoked");
    }

    @Test
    void readsEverythingToTheEndEachRecordOnce() {
        Set<String> there = seed();

        Read all = readToTheEnd(null);

        assertThat(all.ids()).doesNotHaveDuplicates().containsAll(there);
        assertThat(all.pages()).isGreaterThan(1);
        assertThat(all.modes()).containsOnly("full");
    }

    @Test
    void readsOnlyWhatHasChangedSince() {
        Set<String> there = seed();
        Read all = readToTheEnd(null);
        String changed = change();

        Read since = readToTheEnd(all.cursor());

        assertThat(since.ids()).contains(changed);
        if (noChangesBecause() != null) {
            assertThat(since.ids()).containsAll(there);
            assertThat(since.modes()).as(noChangesBecause()).containsOnly("full");
            return;
        }
        assertThat(since.ids()).hasSizeLessThanOrEqualTo(1 + repeatedAtMost());
        assertThat(since.ids().size()).isLessThan(there.size());
        assertThat(since.modes()).containsOnly("incremental");
    }

    @Test
    void waitsAsLongAsTheProviderAsksWhenThatIsShort() {
        seed();
        server().faults().add(1, reads(), Fault.status(429, Map.of("Retry-After", "1"), "{}"));

        assertThat(sync(null).status()).isEqualTo(200);
        assertThat(server().faults().met()).isPositive();
    }

    @Test
    void saysWhenToTryAgainWhenTheProviderAsksForALongPauseAndLeavesItAlone() {
        server().faults().add(1, reads(), Fault.status(429, Map.of("Retry-After", "300"), "{}"));

        Reply limited = sync(null);
        long asked = server().calls().stream().filter(reads()).count();
        Reply again = sync(null);

        assertThat(limited.status()).as(limited.body()).isEqualTo(503);
        assertThat(Long.parseLong(limited.header("Retry-After"))).isBetween(290L, 300L);
        assertThat(again.status()).isEqualTo(503);
        assertThat(server().calls().stream().filter(reads()).count()).isEqualTo(asked);
    }

    @Test
    void triesAgainWhenTheProviderFailsOnce() {
        seed();
        server().faults().add(1, reads(), Fault.status(500));

        assertThat(sync(null).status()).isEqualTo(200);
    }

    @Test
    void saysThatItCantBeDoneNowWhileTheProviderFails() {
        server().faults().add(1_000, reads(), Fault.status(503));

        Reply failed = sync(null);

        assertThat(failed.status()).as(failed.body()).isEqualTo(503);
        assertThat(failed.header("Retry-After")).isNotEmpty();
    }

    @Test
    void takesNoAnswerThatIsGarbage() {
        server().faults().add(1_000, reads(), Fault.GARBAGE);

        assertThat(sync(null).status()).isEqualTo(503);
    }

    @Test
    void waitsNoLongerThanItMayForAnAnswerThatComesInDrips() {
        seed();
        server().faults().add(1_000, reads(), Fault.DRIP);

        assertThat(sync(null).status()).isEqualTo(503);
    }

    @Test
    void asksToConnectAgainWhenTheProviderTakesNoCredentialAnyMore() {
        revoke();

        Reply refused = sync(null);

        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.json().path("message").asText()).contains("connect the integration again");
    }

    @Test
    void syncsInTheBackgroundAndGivesOutWhatItSynced() {
        Set<String> there = seed();

        Reply begun = send("POST", "/api/integrations/" + integration + "/sync/" + dataType(), owner(), "{}");
        assertThat(begun.status()).as(begun.body()).isEqualTo(200);
        JsonNode ended = await().atMost(Duration.ofSeconds(30))
                .until(this::progress, run -> !run.path("status").asText().matches("waiting|running"));

        assertThat(ended.path("status").asText()).as(ended.toString()).isEqualTo("finished");
        assertThat(ended.path("records_read").asLong()).isGreaterThanOrEqualTo(there.size());
        List<String> synced = new ArrayList<>();
        String after = "0";
        boolean more = true;
        while (more) {
            JsonNode page = get(
                            "/api/integrations/" + integration + "/records/" + dataType() + "?limit=7&after=" + after,
                            owner())
                    .json()
                    .path("data");
            page.path("records").forEach(record -> synced.add(record.path("id").asText()));
            after = page.path("next_cursor").asText();
            more = page.path("has_more").asBoolean();
        }
        assertThat(synced).doesNotHaveDuplicates().containsAll(there);
    }

    private JsonNode progress() {
        return get("/api/integrations/" + integration + "/sync/" + dataType() + "/progress", owner())
                .json()
                .path("data");
    }

    private record Read(List<String> ids, Set<String> modes, int pages, @Nullable String cursor) {}

    private Read readToTheEnd(@Nullable String from) {
        List<String> ids = new ArrayList<>();
        Set<String> modes = new HashSet<>();
        int pages = 0;
        String cursor = from;
        boolean more = true;
        while (more) {
            Reply reply = sync(cursor);
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            JsonNode page = reply.json().path("data");
            page.path("records").forEach(record -> {
                assertThat(record.path("type").asText()).isEqualTo(dataType());
                assertThat(record.path("raw").isMissingNode()).isFalse();
                ids.add(record.path("id").asText());
            });
            modes.add(page.path("mode").asText());
            more = page.path("has_more").asBoolean();
            cursor = page.path("next_cursor").isNull()
                    ? null
                    : page.path("next_cursor").asText();
            pages++;
        }
        return new Read(ids, modes, pages, cursor);
    }

    private Reply sync(@Nullable String cursor) {
        return get(
                "/api/integrations/" + integration + "/sync/" + dataType() + "?limit=10"
                        + (cursor == null ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8)),
                owner());
    }

    private Reply test() {
        return send("POST", "/api/integrations/" + integration + "/test", owner(), null);
    }

    private Reply add(String config) {
        return send(
                "POST", "/api/integrations", owner(), "{\"type\":\"" + provider() + "\",\"config\":" + config + "}");
    }

    private String owner() {
        return token(Map.of(
                "sub",
                "tester",
                "accountId",
                account,
                "permissions",
                List.of("integrations:create", "integrations:read", "integrations:update", "integrations:delete")));
    }
}
