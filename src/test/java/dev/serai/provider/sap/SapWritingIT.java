package dev.serai.provider.sap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.refusal.Invalid;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How entities are written to SAP: with a token, and the session that it holds in. */
class SapWritingIT extends SapHub {

    private static final String SET = "A_BusinessPartner";

    @Test
    void anEntityIsCreatedReadChangedAndDeleted() {
        Connected one = connect();

        JsonNode created = create(one, "O'Brien & Söhne");
        String key = created.path("BusinessPartner").asText();
        assertThat(key).isNotEmpty();
        JsonNode read = act(one, "get", "entitySet", SET, "key", key);
        assertThat(read.path("LastName").asText()).isEqualTo("O'Brien & Söhne");
        assertThat(act(
                                one,
                                "update",
                                "entitySet",
                                SET,
                                "key",
                                key,
                                "etag",
                                read.at("/__metadata/etag").asText(),
                                "record",
                                SapStandIn.json("{\"SearchTerm1\":\"OBRIEN\"}"))
                        .isMissingNode())
                .isTrue();
        assertThat(one.system().partner("100", key).path("SearchTerm1").asText())
                .isEqualTo("OBRIEN");
        assertThat(act(one, "delete", "entitySet", SET, "key", key).isMissingNode())
                .isTrue();
        assertThat(one.system().partner("100", key)).isNull();
        assertThat(fault(() -> act(one, "get", "entitySet", SET, "key", key)).status())
                .hasValue(404);
    }

    @Test
    void aTokenIsFetchedOnceForManyWrites() {
        Connected one = connect();

        IntStream.range(0, 5).forEach(i -> create(one, "Partner " + i));

        assertThat(one.system().fetched()).isEqualTo(1);
    }

    @Test
    void aSessionThatTheSystemHasForgottenIsBegunAnewOnce() {
        Connected one = connect();
        create(one, "Before");
        one.system().endSessions();

        create(one, "After");

        assertThat(one.system().fetched()).isEqualTo(2);
    }

    @Test
    void manyWritersOfOneConnectionShareOneSessionAndNobodysWriteIsLost() throws Exception {
        Connected one = connect();
        ExecutorService writers = Executors.newFixedThreadPool(8);
        try {
            List<Future<JsonNode>> written = IntStream.range(0, 40)
                    .mapToObj(i -> writers.submit(() -> create(one, "Partner " + i)))
                    .toList();
            for (Future<JsonNode> write : written) {
                write.get();
            }
        } finally {
            writers.shutdownNow();
        }

        assertThat(one.system().fetched()).isEqualTo(1);
        assertThat(readAll(one, "business_partners", null, 100)).hasSize(40);
    }

    @Test
    void twoConnectionsToOneSystemHaveSessionsOfTheirOwn() {
        SapStandIn system = newSystem();
        Connected first = connect(system, Map.of());
        Connected second = connect(system, Map.of("client", "200"));

        String ofFirst = create(first, "First").path("BusinessPartner").asText();
        String ofSecond = create(second, "Second").path("BusinessPartner").asText();

        assertThat(system.fetched()).isEqualTo(2);
        assertThat(system.partner("100", ofFirst)).isNotNull();
        assertThat(system.partner("200", ofSecond)).isNotNull();
        assertThat(system.partner("100", ofSecond)).isNull();
    }

    @Test
    void whatSomebodyElseHasChangedMeanwhileIsNotWrittenOver() {
        Connected one = connect();
        String key = create(one, "Ada").path("BusinessPartner").asText();
        String etag = act(one, "get", "entitySet", SET, "key", key)
                .at("/__metadata/etag")
                .asText();
        update(one, key, etag);

        ProviderFault fault = fault(() -> update(one, key, etag));

        assertThat(fault.kind()).isEqualTo(ErrorClass.PERMANENT);
        assertThat(fault.status()).hasValue(412);
    }

    @Test
    void whatTheSystemDoesNotTakeIsRefusedInItsWords() {
        Connected one = connect();

        ProviderFault fault = fault(() ->
                act(one, "create", "entitySet", SET, "record", SapStandIn.json("{\"LastName\":\"No category\"}")));

        assertThat(fault.kind()).isEqualTo(ErrorClass.PERMANENT);
        assertThat(fault.word()).contains("R11/101");
        assertThat(fault).hasMessageContaining("Specify a business partner category");
    }

    @Test
    void aKeyOfSeveralPartsIsWrittenPartByPart() {
        Connected one = connect();
        act(
                one,
                "create",
                "entitySet",
                "A_BusinessPartnerContact",
                "record",
                SapStandIn.json("{\"RelationshipNumber\":\"7\",\"BusinessPartnerCompany\":\"O'B\","
                        + "\"BusinessPartnerPerson\":\"2\",\"ValidityEndDate\":\"/Date(253402214400000)/\"}"));

        JsonNode read = act(
                one,
                "get",
                "entitySet",
                "A_BusinessPartnerContact",
                "key",
                SapStandIn.json("{\"RelationshipNumber\":\"7\",\"BusinessPartnerCompany\":\"O'B\","
                        + "\"BusinessPartnerPerson\":\"2\",\"ValidityEndDate\":{\"datetime\":\"9999-12-31\"}}"));

        assertThat(read.path("BusinessPartnerCompany").asText()).isEqualTo("O'B");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1')/to_X('", "1')?$expand=x", "../A", "%27) or true", "1',BusinessPartner='2"})
    void aKeyCannotLeadElsewhere(String key) {
        Connected one = connect();
        create(one, "Ada");

        assertThat(fault(() -> act(one, "get", "entitySet", SET, "key", key)).status())
                .hasValue(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A/B", "A?x", "../x", "A_BusinessPartner('1')", "$batch", "A B"})
    void anEntitySetCannotLeadElsewhere(String set) {
        Connected one = connect();

        assertThatThrownBy(() -> act(one, "create", "entitySet", set, "record", SapStandIn.json("{}")))
                .isInstanceOf(Invalid.class);
        assertThat(one.system().calls()).isEmpty();
    }

    private JsonNode create(Connected one, String name) {
        return act(
                one,
                "create",
                "entitySet",
                SET,
                "record",
                json.createObjectNode().put("BusinessPartnerCategory", "1").put("LastName", name));
    }

    private void update(Connected one, String key, String etag) {
        act(
                one,
                "update",
                "entitySet",
                SET,
                "key",
                key,
                "etag",
                etag,
                "record",
                SapStandIn.json("{\"SearchTerm1\":\"X\"}"));
    }

    private static ProviderFault fault(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(ProviderFault.class, call);
    }
}
