package dev.serai.provider.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.refusal.Invalid;
import dev.serai.sync.CursorGone;
import dev.serai.sync.RecordPage;
import dev.serai.sync.SyncRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How records are read from Salesforce: all of them, or what has changed. */
class SalesforceRecordsIT extends SalesforceHub {

    @Test
    void contactsAreReadToTheEndOverSeveralPages() {
        Connected one = connect();
        one.org().addContacts(7, "Lovelace");

        Everything all = readAll(one, "contacts", null, 3);

        assertThat(all.pages()).isEqualTo(3);
        assertThat(all.records()).hasSize(7).extracting(SyncRecord::id).doesNotHaveDuplicates();
        SyncRecord first = all.records().get(0);
        assertThat(first.type()).isEqualTo("contacts");
        assertThat(first.deleted()).isFalse();
        assertThat(first.updatedAt()).isBeforeOrEqualTo(Instant.now());
        assertThat(first.raw().path("Email").asText()).isEqualTo("lovelace0@example.com");
        assertThat(first.raw().path("FirstName").asText()).isEqualTo("Ada");
    }

    @Test
    void aPageThatSalesforceCutsIsReadOnBehindItsLastRecord() {
        Connected one = connect();
        one.org().addContacts(5, "Lovelace");
        one.org().pageSize(2);

        Everything all = readAll(one, "contacts", null, 100);

        assertThat(all.records()).hasSize(5).extracting(SyncRecord::id).doesNotHaveDuplicates();
        assertThat(all.pages()).isEqualTo(3);
    }

    @Test
    void onlyWhatHasChangedIsReadTheNextTime() {
        Connected one = connect();
        one.org().addContacts(5, "Lovelace");
        Everything before = readAll(one, "contacts", null, 100);
        one.org().pass(3_600);
        String changed = before.records().get(1).id();
        String deleted = before.records().get(3).id();
        one.org().change(changed, "Title", "Countess");
        one.org().delete(deleted);
        one.org().addContacts(1, "Byron");

        Everything after = readAll(one, "contacts", before.cursor(), 100);

        assertThat(after.records()).hasSize(3);
        assertThat(after.records())
                .filteredOn(SyncRecord::deleted)
                .extracting(SyncRecord::id)
                .containsExactly(deleted);
        assertThat(after.records())
                .filteredOn(record -> record.id().equals(changed))
                .extracting(record -> record.raw().path("Title").asText())
                .containsExactly("Countess");
        one.org().pass(3_600);
        assertThat(readAll(one, "contacts", after.cursor(), 100).records()).isEmpty();
    }

    @Test
    void changesAreReadToTheEndWhereManyHappenedAtOnce() {
        Connected one = connect();
        one.org().addContacts(1, "Lovelace");
        Everything before = readAll(one, "contacts", null, 100);
        one.org().pass(60);
        one.org().addContacts(9, "Byron");

        Everything after = readAll(one, "contacts", before.cursor(), 2);

        assertThat(after.records()).hasSize(9).extracting(SyncRecord::id).doesNotHaveDuplicates();
    }

    @Test
    void whatIsDeletedIsNotPartOfEverything() {
        Connected one = connect();
        one.org().addContacts(3, "Lovelace");
        one.org().delete(readAll(one, "contacts", null, 10).records().get(0).id());

        assertThat(readAll(one, "contacts", null, 10).records()).hasSize(2);
    }

    @Test
    void activitiesAreTasksAndEvents() {
        Connected one = connect();
        IntStream.range(0, 3)
                .forEach(i -> one.org().add("Task", StandInOrg.record("{\"Subject\":\"Call " + i + "\"}")));
        IntStream.range(0, 2)
                .forEach(i -> one.org().add("Event", StandInOrg.record("{\"Subject\":\"Meet " + i + "\"}")));

        Everything all = readAll(one, "activities", null, 2);

        assertThat(all.records())
                .extracting(record -> record.raw().at("/attributes/type").asText())
                .containsExactly("Task", "Task", "Task", "Event", "Event");
        assertThat(all.records()).allSatisfy(record -> assertThat(record.type()).isEqualTo("activities"));
        one.org().pass(60);
        one.org().add("Task", StandInOrg.record("{\"Subject\":\"Late call\"}"));
        assertThat(readAll(one, "activities", all.cursor(), 2).records())
                .extracting(record -> record.raw().path("Subject").asText())
                .containsExactly("Late call");
    }

    @ParameterizedTest
    @ValueSource(strings = {"accounts", "leads"})
    void accountsAndLeadsAreReadLikewise(String type) {
        Connected one = connect();
        one.org().add("Account", StandInOrg.record("{\"Name\":\"Analytical Engines\",\"Industry\":\"Computing\"}"));
        one.org().add("Lead", StandInOrg.record("{\"LastName\":\"Babbage\",\"Company\":\"Difference\"}"));

        assertThat(readAll(one, type, null, 10).records()).hasSize(1);
    }

    @Test
    void aReadThatFoundNothingStillMovesOn() {
        Connected one = connect();
        String old = Instant.now().minus(Duration.ofDays(10)).toString();

        String cursor = readAll(one, "contacts", old, 10).cursor();

        assertThat(Instant.parse(cursor)).isAfter(Instant.now().minus(Duration.ofDays(2)));
    }

    @Test
    void aCursorFromBeforeTheRecycleBinWasEmptiedIsGone() {
        Connected one = connect();
        String old = Instant.now().minus(Duration.ofDays(20)).toString();

        assertThatThrownBy(() -> readAll(one, "contacts", old, 10)).isInstanceOf(CursorGone.class);
    }

    @Test
    void filtersNarrowDown() {
        Connected one = connect();
        one.org().addContacts(3, "Lovelace");
        one.org().addContacts(2, "Byron");

        assertThat(found(one, Map.of("email", "byron1@example.com"))).hasSize(1);
        assertThat(found(one, Map.of("name", "lovelace"))).hasSize(3);
        assertThat(found(one, Map.of("name", "lovelace", "email", "byron1@example.com")))
                .isEmpty();
        assertThat(found(one, Map.of("created_after", "2020-01-01"))).hasSize(5);
        assertThat(found(one, Map.of("created_after", "2999-01-01T00:00:00Z"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR Name != '",
                "x' OR '1'='1",
                "\\' OR Name != \\'",
                "\\",
                "'",
                "\\\\' OR Id != null OR Name = '",
                "x%' OR LastName LIKE '%",
                "\u2019 OR 1=1",
                "\n' OR Name != '\n",
                "') OR (Name != '",
                "%",
                "_",
                "' LIMIT 1 --",
                "{\"$ne\":null}"
            })
    void aHostileValueFindsNothingAndBreaksNothing(String value) {
        Connected one = connect();
        one.org().addContacts(3, "Lovelace");

        assertThat(found(one, Map.of("email", value))).isEmpty();
        assertThat(found(one, Map.of("name", value))).isEmpty();
    }

    @Test
    void aHostileValueIsFoundAsItIs() {
        Connected one = connect();
        String name = "O'Brien \\ \"Bob\" 100% _x_ \n end";
        one.org()
                .add(
                        "Contact",
                        json.createObjectNode()
                                .put("LastName", name)
                                .put("Name", name)
                                .put("Email", name));

        assertThat(found(one, Map.of("email", name))).hasSize(1);
        assertThat(found(one, Map.of("name", "100% _x_"))).hasSize(1);
    }

    @Test
    void aFilterThatCannotBeIsRefusedByName() {
        Connected one = connect();

        assertThatThrownBy(() -> found(one, Map.of("account_id", "' OR Id != '")))
                .isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> found(one, Map.of("created_after", "yesterday OR Id != null")))
                .isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> found(one, Map.of("email", "a\u0000b"))).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> found(one, Map.of("Name != '' OR Name", "x"))).isInstanceOf(Invalid.class);
        assertThat(one.org().calls()).isEmpty();
    }

    @Test
    void anActionCreatesReadsChangesAndDeletes() {
        Connected one = connect();

        JsonNode created = act(
                one,
                "create",
                "object",
                "Contact",
                "record",
                record("{\"LastName\":\"O'Brien\",\"Email\":\"o@b.ie\"}"));
        String id = created.path("id").asText();
        assertThat(created.path("success").asBoolean()).isTrue();
        assertThat(act(one, "get", "object", "Contact", "id", id)
                        .path("LastName")
                        .asText())
                .isEqualTo("O'Brien");
        assertThat(act(one, "get", "object", "Contact", "id", id, "fields", "Email")
                        .has("LastName"))
                .isFalse();
        assertThat(act(one, "update", "object", "Contact", "id", id, "record", record("{\"Title\":\"Chief\"}"))
                        .isMissingNode())
                .isTrue();
        assertThat(one.org().row(id).path("Title").asText()).isEqualTo("Chief");
        assertThat(act(one, "delete", "object", "Contact", "id", id).isMissingNode())
                .isTrue();
        assertThat(one.org().row(id).path("IsDeleted").asBoolean()).isTrue();
        assertThat(fault(() -> act(one, "get", "object", "Contact", "id", id)).status())
                .hasValue(404);
    }

    @Test
    void anUpsertCreatesOnceAndThenChanges() {
        Connected one = connect();
        String externalId = "a/b c?d=1&e#%2F";

        JsonNode first = upsert(one, externalId, "{\"LastName\":\"Lovelace\"}");
        JsonNode second = upsert(one, externalId, "{\"LastName\":\"King\"}");

        assertThat(first.path("created").asBoolean()).isTrue();
        assertThat(second.path("created").asBoolean(true)).isFalse();
        assertThat(second.path("id")).isEqualTo(first.path("id"));
        assertThat(one.org().count("Contact")).isEqualTo(1);
        JsonNode row = one.org().row(first.path("id").asText());
        assertThat(row.path("LastName").asText()).isEqualTo("King");
        assertThat(row.path("Ext__c").asText()).isEqualTo(externalId);
    }

    @Test
    void anUpsertThatFitsSeveralIsRefused() {
        Connected one = connect();
        one.org().add("Contact", StandInOrg.record("{\"LastName\":\"A\",\"Ext__c\":\"7\"}"));
        one.org().add("Contact", StandInOrg.record("{\"LastName\":\"B\",\"Ext__c\":\"7\"}"));

        assertThat(fault(() -> upsert(one, "7", "{\"LastName\":\"C\"}")).status())
                .hasValue(300);
    }

    @Test
    void aRecordThatSalesforceDoesNotTakeIsRefusedInItsWords() {
        Connected one = connect();

        assertThat(fault(() -> act(one, "create", "object", "Contact", "record", record("{\"Email\":\"x@y.z\"}")))
                        .word())
                .contains("REQUIRED_FIELD_MISSING");
        assertThat(fault(() -> act(one, "create", "object", "Contact", "record", record("{\"Nope\":1}")))
                        .word())
                .contains("INVALID_FIELD");
    }

    @Test
    void aQueryBindsItsValuesAndIsReadToTheEnd() {
        Connected one = connect();
        one.org().addContacts(5, "Lovelace");
        one.org().pageSize(2);

        JsonNode page = act(
                one,
                "query",
                "soql",
                "SELECT Id, Email FROM Contact WHERE FirstName = :first AND Email != 'a:b' AND LastName IN :names ORDER BY Id",
                "parameters",
                record("{\"first\":\"Ada\",\"names\":[\"Lovelace0\",\"Lovelace1\",\"Lovelace2\",\"') OR (Id != '\"]}"));

        assertThat(page.path("totalSize").asInt()).isEqualTo(3);
        assertThat(page.path("done").asBoolean()).isFalse();
        JsonNode rest = act(one, "query", "next", page.path("nextRecordsUrl").asText());
        assertThat(rest.path("done").asBoolean()).isTrue();
        assertThat(rest.path("records")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com/services/data/v66.0/query/1",
                "//evil.example.com/x",
                "/services/data/v66.0/query/../sobjects",
                "/services/oauth2/userinfo"
            })
    void onlyTheNextPageOfAQueryCanBeAskedFor(String next) {
        Connected one = connect();

        assertThatThrownBy(() -> act(one, "query", "next", next)).isInstanceOf(Invalid.class);
        assertThat(one.org().calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Contact/../Account", "Contact?x=", "Contact%2F", "../sobjects", "C ontact", ""})
    void anObjectsNameCannotLeadElsewhere(String object) {
        Connected one = connect();

        assertThatThrownBy(() -> act(one, "get", "object", object, "id", "003000000000001AAA"))
                .isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> act(one, "get", "object", "Contact", "id", object + "x"))
                .isInstanceOf(Invalid.class);
    }

    private List<SyncRecord> found(Connected one, Map<String, String> filters) {
        RecordPage page = read(one, "contacts", null, null, filters, 100);
        return page.records();
    }

    private JsonNode upsert(Connected one, String externalId, String record) {
        return act(
                one,
                "upsert",
                "object",
                "Contact",
                "externalIdField",
                "Ext__c",
                "externalId",
                externalId,
                "record",
                record(record));
    }

    private static JsonNode record(String text) {
        return StandInOrg.record(text);
    }
}
