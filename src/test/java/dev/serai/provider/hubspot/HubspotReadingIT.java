package dev.serai.provider.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.call.ProviderRoutes;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.Providers;
import dev.serai.sync.ReadRequest;
import dev.serai.sync.RecordPage;
import dev.serai.sync.SyncRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** How HubSpot's data types are read, whole and by their changes. */
class HubspotReadingIT extends HubspotHub {

    private static final Instant LONG_AGO = Instant.parse("2026-01-05T08:00:00Z");

    @Autowired
    private ProviderRoutes routes;

    @Autowired
    private Providers providers;

    /** All that a read came to. */
    private record Outcome(List<SyncRecord> records, String cursor, int pages) {

        List<String> ids() {
            return records.stream().map(SyncRecord::id).toList();
        }
    }

    @Test
    void readsEverythingOverItsPagesAndEachObjectOnce() {
        List<String> ids = contacts(230, LONG_AGO);

        Outcome all = read("contacts", null, Map.of());

        assertThat(all.ids()).containsExactlyElementsOf(ids);
        assertThat(all.pages()).isEqualTo(3);
        assertThat(all.records()).allSatisfy(record -> {
            assertThat(record.type()).isEqualTo("contacts");
            assertThat(record.deleted()).isFalse();
            assertThat(record.updatedAt()).isAfterOrEqualTo(LONG_AGO);
            assertThat(record.raw().at("/properties/email").asText()).endsWith("@example.com");
        });
    }

    @Test
    void readsOnlyWhatHasChangedSinceTheLastRead() {
        List<String> ids = contacts(250, LONG_AGO);
        String cursor = read("contacts", null, Map.of()).cursor();
        portal.change("contacts", ids.get(7), Map.of("phone", "1"));
        portal.change("contacts", ids.get(3), Map.of("phone", "1"));
        String added = portal.add("contacts", Map.of("email", "new@example.com"));

        Outcome changes = read("contacts", cursor, Map.of());

        assertThat(changes.ids()).contains(ids.get(7), ids.get(3), added).hasSizeLessThan(40);
        assertThat(read("contacts", changes.cursor(), Map.of()).ids())
                .containsExactlyInAnyOrder(ids.get(7), ids.get(3), added);
    }

    @Test
    void readsNothingWhenNothingHasChangedForLong() {
        portal.add("contacts", Map.of("email", "a@example.com"), LONG_AGO);
        portal.add("contacts", Map.of("email", "b@example.com"), LONG_AGO.plus(1, ChronoUnit.HOURS));
        String cursor = read("contacts", null, Map.of()).cursor();

        Outcome changes = read("contacts", cursor, Map.of());

        // What may have been written within the overlap is read again.
        assertThat(changes.records()).hasSize(1);
        assertThat(changes.cursor()).isEqualTo(cursor);
    }

    @Test
    void tellsWhatWasDeletedSinceTheLastRead() {
        List<String> ids = contacts(5, LONG_AGO);
        portal.delete("contacts", ids.get(0));
        String cursor = read("contacts", null, Map.of()).cursor();
        portal.delete("contacts", ids.get(1));

        Outcome changes = read("contacts", cursor, Map.of());

        assertThat(changes.records())
                .filteredOn(SyncRecord::deleted)
                .extracting(SyncRecord::id)
                .contains(ids.get(1));
        assertThat(changes.records())
                .filteredOn(record -> !record.deleted())
                .extracting(SyncRecord::id)
                .doesNotContain(ids.get(1));
    }

    @Test
    void missesNothingThatChangesWhileEverythingIsRead() {
        List<String> ids = contacts(150, LONG_AGO);

        Outcome all = read("contacts", null, Map.of(), (page, number) -> {
            if (number == 1) {
                portal.change("contacts", ids.get(0), Map.of("phone", "changed"));
                portal.change("contacts", ids.get(149), Map.of("phone", "changed"));
            }
        });

        assertThat(read("contacts", all.cursor(), Map.of()).ids()).contains(ids.get(0));
    }

    @Test
    void missesNothingThatChangesWhileChangesAreRead() {
        List<String> ids = contacts(600, LONG_AGO);
        String start = Long.toString(LONG_AGO.toEpochMilli());

        // What changes goes to the end, and everything after it moves up by one place.
        Outcome changes = read("contacts", start, Map.of(), (page, number) -> {
            if (number <= 2) {
                portal.change("contacts", page.records().get(0).id(), Map.of("phone", "changed"));
            }
        });

        assertThat(changes.ids()).containsAll(ids);
    }

    @Test
    void readsMoreChangesThanASearchGives() {
        List<String> ids = contacts(10_300, LONG_AGO);

        Outcome changes = read("contacts", Long.toString(LONG_AGO.toEpochMilli()), Map.of());

        assertThat(changes.ids()).containsExactlyElementsOf(ids);
    }

    @Test
    void readsMoreChangesOfOneMomentThanAPageHas() {
        List<String> ids = new ArrayList<>(contacts(50, LONG_AGO));
        for (int i = 0; i < 450; i++) {
            ids.add(portal.add("contacts", Map.of("email", "import" + i + "@example.com"), LONG_AGO.plusSeconds(600)));
        }
        ids.add(portal.add("contacts", Map.of("email", "last@example.com"), LONG_AGO.plusSeconds(601)));

        Outcome changes = read("contacts", Long.toString(LONG_AGO.toEpochMilli()), Map.of());

        assertThat(changes.ids()).containsExactlyElementsOf(ids);
        assertThat(changes.cursor())
                .isEqualTo(Long.toString(LONG_AGO.plusSeconds(601).toEpochMilli()));
    }

    @Test
    void narrowsAReadDownToWhatTheCallerWants() {
        contacts(30, LONG_AGO);
        String ada = portal.add("contacts", Map.of("email", "ada@example.com", "lifecyclestage", "customer"), LONG_AGO);

        assertThat(read("contacts", null, Map.of("email", "ada@example.com")).ids())
                .containsExactly(ada);
        assertThat(read("contacts", null, Map.of("lifecyclestage", "customer")).ids())
                .containsExactly(ada);
        assertThat(read("contacts", null, Map.of("email", "\"} , {\"")).ids()).isEmpty();
    }

    @Test
    void showsThePropertiesThatTheCallerNames() {
        portal.add("contacts", Map.of("email", "ada@example.com", "hs_lead_status", "NEW"), LONG_AGO);

        SyncRecord record = read("contacts", null, Map.of("properties", "hs_lead_status"))
                .records()
                .get(0);

        assertThat(record.raw().at("/properties/hs_lead_status").asText()).isEqualTo("NEW");
        assertThat(record.raw().at("/properties/email").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"companies", "deals", "tickets"})
    void readsEveryOtherTypeTheSame(String type) {
        String name = Map.of("companies", "name", "deals", "dealname", "tickets", "subject")
                .get(type);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            ids.add(portal.add(type, Map.of(name, "n" + i), LONG_AGO.plusSeconds(100L * i)));
        }
        Outcome all = read(type, null, Map.of());
        portal.change(type, ids.get(9), Map.of(name, "another"));

        assertThat(all.ids()).containsExactlyElementsOf(ids);
        assertThat(read(type, all.cursor(), Map.of()).ids())
                .contains(ids.get(9))
                .hasSizeLessThan(5);
    }

    @Test
    void readsAllFiveKindsOfActivities() {
        List<String> ids = new ArrayList<>();
        for (String kind : List.of("meetings", "notes", "tasks", "calls", "emails")) {
            ids.add(activity(kind, LONG_AGO));
        }
        Outcome all = read("activities", null, Map.of());
        String call = activity("calls", Instant.now());
        String note = activity("notes", Instant.now());

        assertThat(all.ids()).containsExactlyElementsOf(ids);
        assertThat(read("activities", all.cursor(), Map.of()).ids()).contains(call, note);
    }

    @Test
    void readsOneKindOfActivities() {
        activity("meetings", LONG_AGO);
        String note = activity("notes", LONG_AGO);

        assertThat(read("activities", null, Map.of("kind", "notes")).ids()).containsExactly(note);
        assertThatThrownBy(() -> read("activities", null, Map.of("kind", "faxes")))
                .isInstanceOf(ProviderFault.class)
                .hasMessageContaining("meetings, notes, tasks, calls, emails");
    }

    private String activity(String kind, Instant when) {
        return portal.add(kind, Map.of("hs_timestamp", when.toString()), when);
    }

    private List<String> contacts(int count, Instant from) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(portal.add("contacts", Map.of("email", "c" + i + "@example.com"), from.plusSeconds(i)));
        }
        return ids;
    }

    private Outcome read(String type, @Nullable String cursor, Map<String, String> filters) {
        return read(type, cursor, filters, (page, number) -> {});
    }

    private Outcome read(
            String type,
            @Nullable String cursor,
            Map<String, String> filters,
            BiConsumer<RecordPage, Integer> afterEachPage) {
        Provider provider = providers.find("hubspot").orElseThrow();
        List<SyncRecord> records = new ArrayList<>();
        String position = null;
        for (int number = 1; ; number++) {
            RecordPage page = page(new ReadRequest(
                    connection(), provider, provider.dataType(type).orElseThrow(), cursor, position, filters, 200));
            records.addAll(page.records());
            afterEachPage.accept(page, number);
            if (page.next() == null) {
                return new Outcome(records, String.valueOf(page.cursor()), number);
            }
            position = page.next();
        }
    }

    /** Reads a page, again while HubSpot can't be asked, as whoever syncs does: a page can be read as often as one likes. */
    private RecordPage page(ReadRequest request) {
        for (int attempt = 1; ; attempt++) {
            try {
                return routes.call("hubspot-read-" + request.type().name(), request, RecordPage.class);
            } catch (ProviderFault fault) {
                if (fault.kind() != ErrorClass.RETRY || attempt == 5) {
                    throw fault;
                }
            }
        }
    }
}
