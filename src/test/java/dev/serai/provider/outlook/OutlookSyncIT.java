package dev.serai.provider.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.provider.ProviderFault;
import dev.serai.refusal.Invalid;
import dev.serai.sync.CursorGone;
import dev.serai.sync.RecordPage;
import dev.serai.sync.SyncRecord;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Outlook's mail as records: all of it, and afterwards what has become of it. */
class OutlookSyncIT extends OutlookHub {

    @Test
    void readsAllOfTheInboxPageByPage() {
        Connected one = connect();
        for (int i = 0; i < 25; i++) {
            one.mailbox().receive("ada@example.com", "Message " + i, "Text");
        }

        Read read = everything(one);

        assertThat(read.pages()).isEqualTo(3);
        assertThat(read.ids()).containsExactlyElementsOf(one.mailbox().ids());
        SyncRecord first = read.records().get(0);
        assertThat(first.type()).isEqualTo("messages");
        assertThat(first.deleted()).isFalse();
        assertThat(first.updatedAt()).isNotNull();
        assertThat(first.raw().path("subject").asText()).isEqualTo("Message 0");
        assertThat(first.raw().has("body")).isFalse();
    }

    @Test
    void asksForIdsThatStayTheSameWhenAMessageMoves() {
        Connected one = connect();

        everything(one);

        assertThat(MICROSOFT.calls(call -> MicrosoftStandIn.isGraph(call) && MICROSOFT.isTokenOf(one.email(), call)))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.header("Prefer")).contains("IdType=\"ImmutableId\""));
    }

    @Test
    void afterwardsReadsOnlyWhatIsNewOrChanged() {
        Connected one = connect();
        one.mailbox().receive("ada@example.com", "Untouched", "Text");
        String read = one.mailbox().receive("ada@example.com", "Read", "Text");
        String cursor = everything(one).cursor();
        one.mailbox().read(read);
        String added = one.mailbox().receive("ada@example.com", "New", "Text");

        Read changes = since(one, cursor);

        assertThat(changes.ids()).containsExactly(read, added);
        assertThat(changes.records().get(0).raw().path("isRead").asBoolean()).isTrue();
        assertThat(since(one, changes.cursor()).records()).isEmpty();
    }

    @Test
    void tellsOfWhatWasDeleted() {
        Connected one = connect();
        String id = one.mailbox().receive("ada@example.com", "Hello", "Text");
        String cursor = everything(one).cursor();
        one.mailbox().delete(id);

        assertThat(since(one, cursor).records()).singleElement().satisfies(record -> {
            assertThat(record.id()).isEqualTo(id);
            assertThat(record.deleted()).isTrue();
        });
    }

    @Test
    void whatHappensDuringAFullReadIsNotMissed() {
        Connected one = connect();
        for (int i = 0; i < 15; i++) {
            one.mailbox().receive("ada@example.com", "Message " + i, "Text");
        }
        RecordPage first = page(one, null, null, Map.of(), 10);
        String meanwhile = one.mailbox().receive("ada@example.com", "Meanwhile", "Text");

        RecordPage last = page(one, null, first.next(), Map.of(), 10);

        assertThat(last.records().stream().map(SyncRecord::id)).contains(meanwhile);
    }

    @Test
    void readsAnotherFolderWhenAskedTo() {
        Connected one = connect();
        one.mailbox().receive("ada@example.com", "In the inbox", "Text");

        assertThat(read(one, null, Map.of("folder", "sentitems")).records()).isEmpty();
        assertThatThrownBy(() -> read(one, null, Map.of("folder", "../../users")))
                .isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> read(one, everything(one).cursor(), Map.of("folder", "inbox")))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void saysSoWhenGraphHasForgottenWhereTheLastReadEnded() {
        Connected one = connect();
        String cursor = everything(one).cursor();
        one.mailbox().forgetDeltas();

        assertThatThrownBy(() -> since(one, cursor)).isInstanceOf(CursorGone.class);
    }

    @Test
    void followsNoAddressToAnotherHost() {
        Connected one = connect();

        assertThatThrownBy(
                        () -> since(one, "http://127.0.0.1:1/v1.0/me/mailFolders/inbox/messages/delta?$deltatoken=x"))
                .isInstanceOf(ProviderFault.class)
                .hasMessageContaining("another host");
    }
}
