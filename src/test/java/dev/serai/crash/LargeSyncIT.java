package dev.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * More records than fit into the hub's memory are synced into it. {@code bench/sync} makes them a million and tells how fast it
 * went, and with how much memory.
 */
class LargeSyncIT {

    private static final Logger LOG = LoggerFactory.getLogger(LargeSyncIT.class);
    private static final int RECORDS = Integer.getInteger("serai.sync.records", 30_000);
    private static final int MEASURES = 4;

    /** What may come and go with caches; a page of records is less. */
    private static final double LEEWAY_MEGABYTES = 24;

    private final ManyRecords provider = new ManyRecords(RECORDS);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private HubProcess hub;
    private String sync;

    @AfterEach
    void stop() {
        if (hub != null) {
            hub.close();
        }
        provider.close();
    }

    @Test
    void aSyncTakesNoMoreMemoryHoweverManyRecordsThereAre() throws Exception {
        Path routes = provider.routes(Path.of("target", "crash", "large-sync-routes"));
        hub = HubProcess.start(
                        "large-sync", HubProcess.newData("large-sync"), Map.of("SERAI_ROUTES_DIR", routes.toString()))
                .awaitReady();
        sync = "/api/integrations/" + connect() + "/sync/contacts";
        double own = recordsASecondOfTheProviderAlone();
        HubMemory memory = new HubMemory(hub.handle());

        long begun = System.nanoTime();
        call("POST", sync, "{\"mode\":\"full\"}");
        List<Double> heaps = new ArrayList<>();
        for (int measure = 1; measure <= MEASURES; measure++) {
            long enough = (long) RECORDS * measure / MEASURES;
            await().atMost(Duration.ofSeconds(60 + RECORDS / 500))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> progress().path("records_read").asLong() >= enough);
            heaps.add(memory.liveHeap());
        }
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> progress().path("status").asText().equals("finished"));
        double seconds = (System.nanoTime() - begun) / 1e9;

        assertThat(progress().path("records_changed").asLong()).isEqualTo(RECORDS);
        assertThat(hub.database().number("SELECT count(*) FROM synced_record")).isEqualTo(RECORDS);
        // What is just under way may be there at one look; what grows with the records is there at the last.
        assertThat(heaps).allSatisfy(heap -> assertThat(heap).isLessThan(heaps.get(0) + 2 * LEEWAY_MEGABYTES));
        assertThat(heaps.get(heaps.size() - 1)).isLessThan(heaps.get(0) + LEEWAY_MEGABYTES);
        LOG.warn(
                "{} records synced in {} s: {} a second; the provider alone gives {} a second; live heap {} MB at each "
                        + "quarter, most resident {} MB",
                RECORDS,
                oneDigit(seconds),
                Math.round(RECORDS / seconds),
                Math.round(own),
                heaps.stream().map(LargeSyncIT::oneDigit).toList(),
                oneDigit(memory.peakResident()));
    }

    /** @return how fast somebody reads who does nothing with what is read */
    private double recordsASecondOfTheProviderAlone() throws Exception {
        int pages = Math.min(RECORDS / ManyRecords.PAGE, 200);
        long begun = System.nanoTime();
        for (int page = 0; page < pages; page++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(provider.url() + "/contacts?limit="
                            + ManyRecords.PAGE + "&after=" + (long) page * ManyRecords.PAGE))
                    .header("X-Api-Key", provider.key())
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofByteArray())
                            .statusCode())
                    .isEqualTo(200);
        }
        return pages * (double) ManyRecords.PAGE / ((System.nanoTime() - begun) / 1e9);
    }

    private String connect() throws Exception {
        return call("POST", "/api/integrations", "{\"type\":\"many\",\"config\":" + provider.config() + "}")
                .at("/data/id")
                .asText();
    }

    private JsonNode progress() throws Exception {
        return call("GET", sync + "/progress", "").path("data");
    }

    private JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(hub.uri().resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + Tokens.ofOrganization("large-sync"))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return HubClient.json(answer);
    }

    private static String oneDigit(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
