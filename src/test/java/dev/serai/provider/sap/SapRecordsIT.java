package dev.serai.provider.sap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.serai.health.HealthChecks;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.TestProviders;
import dev.serai.provider.standin.Call;
import dev.serai.refusal.Invalid;
import dev.serai.sync.RecordPage;
import dev.serai.sync.SyncRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** How records are read from SAP: all of them, or what has changed. */
class SapRecordsIT extends SapHub {

    /** Enough to interleave, and no more than a busy machine answers in time. */
    private static final int CALLERS = 6;

    @Autowired
    private HealthChecks checks;

    @Autowired
    private CamelContext camel;

    @Test
    void businessPartnersAreReadToTheEndInPortionsOfTheHubs() {
        Connected one = connect();
        seed(one, 7);

        List<SyncRecord> all = readAll(one, "business_partners", null, 3);

        assertThat(all).hasSize(7).extracting(SyncRecord::id).doesNotHaveDuplicates();
        SyncRecord first = all.get(0);
        assertThat(first.type()).isEqualTo("business_partners");
        assertThat(first.raw().path("BusinessPartnerFullName").asText()).isEqualTo("Lovelace 0");
        assertThat(first.updatedAt()).isEqualTo(Instant.ofEpochSecond(LONG_AGO.getEpochSecond()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 100})
    void businessPartnersAreReadToTheEndInPortionsOfTheSystems(int limit) {
        Connected one = connect();
        seed(one, 7);
        one.system().portion(2);

        assertThat(readAll(one, "business_partners", null, limit))
                .hasSize(7)
                .extracting(SyncRecord::id)
                .doesNotHaveDuplicates();
    }

    @Test
    void aSystemThatNamesItsInnerHostIsReadToTheEnd() {
        Connected one = connect();
        seed(one, 5);
        one.system().portion(2);
        one.system().innerHost("https://sapapp01.internal:44300");

        assertThat(readAll(one, "business_partners", null, 100)).hasSize(5);
    }

    @Test
    void contactsArePersonsWithTheirAddresses() {
        Connected one = connect();
        String person = one.system().addPartner("100", "1", "Ada", LONG_AGO);
        one.system().addPartner("100", "2", "Analytical Engines", LONG_AGO);

        List<SyncRecord> all = readAll(one, "contacts", null, 10);

        assertThat(all).extracting(SyncRecord::id).containsExactly(person);
        assertThat(all.get(0)
                        .raw()
                        .at("/to_BusinessPartnerAddress/results/0/to_EmailAddress/results/0/EmailAddress")
                        .asText())
                .isEqualTo(person + "@example.com");
    }

    @Test
    void onlyWhatHasChangedIsReadTheNextTime() {
        Connected one = connect();
        List<String> ids = seed(one, 5);
        String cursor = lastPage(one).cursor();
        one.system().change("100", ids.get(1), "LastName", "Byron", Instant.now());
        one.system().change("100", ids.get(3), "IsMarkedForArchiving", true, Instant.now());
        String added = one.system().addPartner("100", "1", "New", Instant.now());

        List<SyncRecord> changed = readAll(one, "business_partners", cursor, 10);

        assertThat(changed).extracting(SyncRecord::id).containsExactlyInAnyOrder(ids.get(1), ids.get(3), added);
        assertThat(changed)
                .filteredOn(SyncRecord::deleted)
                .extracting(SyncRecord::id)
                .containsExactly(ids.get(3));
    }

    @Test
    void activitiesComeFromTheServiceThatHasThem() {
        Connected one = connect(newSystem(), Map.of("service", "API_BUSINESS_PARTNER"));
        one.system().addAppointment("100", "Visit");
        one.system().addAppointment("100", "Call");

        assertThat(readAll(one, "activities", null, 10)).hasSize(2);
        assertThat(read(one, "activities", null, null, Map.of("subject", "Vis"), 10)
                        .records())
                .hasSize(1);
        assertThat(read(one, "activities", null, null, Map.of("from", "2026-11-21"), 10)
                        .records())
                .isEmpty();
    }

    @Test
    void aConnectionSeesTheClientThatItNames() {
        SapStandIn system = newSystem();
        system.addPartner("100", "1", "Of 100", LONG_AGO);
        system.addPartner("200", "1", "Of 200", LONG_AGO);

        assertThat(names(connect(system, Map.of()))).containsExactly("Of 100");
        assertThat(names(connect(system, Map.of("client", "200")))).containsExactly("Of 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/sap/opu/odata/sap", "/sap/opu/odata/sap/"})
    void aSystemIsFoundHoweverItsAddressIsWritten(String path) {
        SapStandIn system = newSystem();
        system.addPartner("100", "1", "Ada", LONG_AGO);
        Connected one = connect(system, Map.of("base_url", system.url() + path));

        assertThat(names(one)).containsExactly("Ada");
        checks.check(one.tenant().id(), one.id());
    }

    @Test
    void anAppOfTheSystemsOwnIsEnough() {
        SapStandIn system = newSystem();
        system.addClient("sb-app!b1|x!b2", "s:ecret");
        system.addPartner("100", "1", "Ada", LONG_AGO);
        Connected one = connect(
                system,
                "",
                Map.of(
                        "base_url",
                        system.url(),
                        "token_url",
                        system.tokenUrl(),
                        "client_id",
                        "sb-app!b1|x!b2",
                        "client_secret",
                        "s:ecret"));

        assertThat(names(one)).containsExactly("Ada");
        system.endTokens();
        assertThat(names(one)).containsExactly("Ada");
    }

    @Test
    void aServiceThatIsNotActiveIsForTheSystemsOperator() {
        Connected one = connect();
        one.system().active(false);

        ProviderFault fault = catchThrowableOfType(ProviderFault.class, () -> names(one));

        assertThat(fault.kind()).isEqualTo(ErrorClass.OPERATOR);
        assertThat(fault.word()).contains("/IWFND/MED/170");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' or '1' eq '1",
                "x' or BusinessPartner ne '",
                "'",
                "''",
                "%27 or true",
                "x')&$top=1&$filter=(BusinessPartner ne '",
                "x&$skip=5",
                "#",
                "a?b=c",
                "x') or substringof('"
            })
    void aHostileValueFindsNothingAndBreaksNothing(String value) {
        Connected one = connect();
        seed(one, 3);

        assertThat(found(one, Map.of("last_name", value))).isEmpty();
        assertThat(found(one, Map.of("name", value))).isEmpty();
    }

    @Test
    void aHostileValueIsFoundAsItIs() {
        Connected one = connect();
        String name = "O'Brien & Söhne #1 100% +x?=y/z";
        one.system().addPartner("100", "1", name, LONG_AGO);

        assertThat(found(one, Map.of("last_name", name))).hasSize(1);
        assertThat(found(one, Map.of("name", "& Söhne #1 100% +x"))).hasSize(1);
    }

    @Test
    void aFilterThatCannotBeIsRefusedByName() {
        Connected one = connect();

        assertThatThrownBy(() -> found(one, Map.of("created_after", "yesterday' or true")))
                .isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> found(one, Map.of("last_name", "a\nb"))).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> found(one, Map.of("LastName ne '' or LastName", "x")))
                .isInstanceOf(Invalid.class);
        assertThat(one.system().calls()).isEmpty();
    }

    @Test
    void aThousandCallsOfTwoSystemsNeverMeet() throws Exception {
        Connected first = connect();
        Connected second = connect();
        String ofFirst = first.system().addPartner("100", "1", "First", LONG_AGO);
        String ofSecond = second.system().addPartner("100", "1", "Second", LONG_AGO);
        int endpoints = camel.getEndpointRegistry().size();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<String>> calls = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                Connected one = i % 2 == 0 ? first : second;
                String key = i % 2 == 0 ? ofFirst : ofSecond;
                boolean writes = i % 10 < 2;
                calls.add(callers.submit(() -> TestProviders.patiently(
                        () -> writes ? nameWritten(one, key) : names(one).get(0))));
            }
            for (int i = 0; i < 1_000; i++) {
                assertThat(calls.get(i).get()).isEqualTo(i % 2 == 0 ? "First" : "Second");
            }
        } finally {
            callers.shutdownNow();
        }

        assertThat(proofs(first)).hasSize(1).doesNotContainAnyElementsOf(proofs(second));
        assertThat(first.system().fetched()).isBetween(1, 20);
        assertThat(second.system().fetched()).isBetween(1, 20);
        assertThat(camel.getEndpointRegistry().size()).isLessThanOrEqualTo(endpoints + 12);
        assertThat(camel.getEndpoints())
                .extracting(Object::toString)
                .noneMatch(uri -> uri.contains(first.user()) || uri.contains("pass&word") || uri.contains("127.0.0.1"));
    }

    private String nameWritten(Connected one, String key) {
        act(
                one,
                "update",
                "entitySet",
                "A_BusinessPartner",
                "key",
                key,
                "record",
                SapStandIn.json("{\"SearchTerm1\":\"X\"}"));
        return one.system().partner("100", key).path("BusinessPartnerFullName").asText();
    }

    private static List<String> proofs(Connected one) {
        return one.system().calls().stream().map(Call::authorization).distinct().toList();
    }

    private List<String> seed(Connected one, int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(one.system().addPartner("100", i % 2 == 0 ? "1" : "2", "Lovelace " + i, LONG_AGO));
        }
        return ids;
    }

    private RecordPage lastPage(Connected one) {
        return read(one, "business_partners", null, null, Map.of(), 100);
    }

    private List<SyncRecord> found(Connected one, Map<String, String> filters) {
        return read(one, "contacts", null, null, filters, 100).records();
    }

    private List<String> names(Connected one) {
        return readAll(one, "business_partners", null, 100).stream()
                .map(record -> record.raw().path("BusinessPartnerFullName").asText())
                .toList();
    }
}
