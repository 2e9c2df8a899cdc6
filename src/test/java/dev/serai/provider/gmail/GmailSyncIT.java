package dev.serai.provider.gmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.provider.google.GoogleCall;
import dev.serai.refusal.Invalid;
import dev.serai.sync.CursorGone;
import dev.serai.sync.RecordPage;
import dev.serai.sync.SyncRecord;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Mail as records: all of it, and afterwards what has become of it. */
class GmailSyncIT extends GmailHub {

    @Test
    void readsAllMailPageByPageTheNewestFirst() {
        Connected one = connect();
        for (int i = 0; i < 25; i++) {
            one.mailbox().receive("ada@example.com", "Message " + i, "Text");
        }

        Read read = everything(one);

        assertThat(read.pages()).isEqualTo(3);
        assertThat(read.ids())
                .hasSize(25)
                .doesNotHaveDuplicates()
                .containsAll(one.mailbox().ids());
        SyncRecord newest = read.records().get(0);
        assertThat(newest.type()).isEqualTo("messages");
        assertThat(newest.deleted()).isFalse();
        assertThat(newest.updatedAt()).isNotNull();
        assertThat(newest.raw().path("snippet").asText()).isEqualTo("Text");
        assertThat(newest.raw().path("payload").path("headers").toString()).contains("Message 24", "ada@example.com");
    }

    @Test
    void readsAnEmptyMailbox() {
        Read read = everything(connect());

        assertThat(read.records()).isEmpty();
        assertThat(read.cursor()).matches("[0-9]+");
    }

    @Test
    void afterwardsReadsOnlyWhatIsNew() {
        Connected one = connect();
        one.mailbox().receive("ada@example.com", "Old", "Text");
        String cursor = everything(one).cursor();
        String id = one.mailbox().receive("ada@example.com", "New", "Text");

        Read changes = since(one, cursor);

        assertThat(changes.ids()).containsExactly(id);
        assertThat(since(one, changes.cursor()).records()).isEmpty();
    }

    @Test
    void tellsOfLabelsThatChanged() {
        Connected one = connect();
        String id = one.mailbox().receive("ada@example.com", "Hello", "Text");
        String cursor = everything(one).cursor();
        one.mailbox().read(id);
        one.mailbox().label(id, "Label_7");

        Read changes = since(one, cursor);

        assertThat(changes.ids()).containsExactly(id);
        assertThat(changes.records().get(0).deleted()).isFalse();
        assertThat(changes.records().get(0).raw().path("labelIds").toString()).isEqualTo("[\"INBOX\",\"Label_7\"]");
    }

    @Test
    void tellsOfWhatWasDeletedForGood() {
        Connected one = connect();
        String id = one.mailbox().receive("ada@example.com", "Hello", "Text");
        String cursor = everything(one).cursor();
        one.mailbox().delete(id);

        Read changes = since(one, cursor);

        assertThat(changes.ids()).containsExactly(id);
        assertThat(changes.records().get(0).deleted()).isTrue();
    }

    @Test
    void whatIsInTheTrashIsDeletedAsAFullReadHasIt() {
        Connected one = connect();
        String id = one.mailbox().receive("ada@example.com", "Hello", "Text");
        String cursor = everything(one).cursor();
        one.mailbox().trash(id);

        assertThat(since(one, cursor).records()).singleElement().satisfies(record -> assertThat(record.deleted())
                .isTrue());
        assertThat(everything(one).records()).isEmpty();
    }

    @Test
    void whatHappensDuringAFullReadIsInTheChangesAfterIt() {
        Connected one = connect();
        for (int i = 0; i < 15; i++) {
            one.mailbox().receive("ada@example.com", "Message " + i, "Text");
        }
        RecordPage first = page(one, null, null, Map.of(), 10);
        String meanwhile = one.mailbox().receive("ada@example.com", "Meanwhile", "Text");
        RecordPage last = page(one, null, first.next(), Map.of(), 10);

        assertThat(last.next()).isNull();
        assertThat(since(one, String.valueOf(last.cursor())).ids()).contains(meanwhile);
    }

    @Test
    void readsManyChangesPageByPage() {
        Connected one = connect();
        String cursor = everything(one).cursor();
        for (int i = 0; i < 25; i++) {
            one.mailbox().receive("ada@example.com", "Message " + i, "Text");
        }

        Read changes = since(one, cursor);

        assertThat(changes.pages()).isEqualTo(3);
        assertThat(changes.ids()).containsExactlyElementsOf(one.mailbox().ids());
    }

    @Test
    void saysSoWhenGmailHasForgottenWhereTheLastReadEnded() {
        Connected one = connect();
        String cursor = everything(one).cursor();
        one.mailbox().forgetHistory();

        assertThatThrownBy(() -> since(one, cursor)).isInstanceOf(CursorGone.class);
    }

    @Test
    void takesACursorThatIsNoneForOneThatIsForgotten() {
        Connected one = connect();

        assertThatThrownBy(() -> since(one, "not a cursor")).isInstanceOf(CursorGone.class);
    }

    @Test
    void readsOnlyWhatTheFiltersSay() {
        Connected one = connect();
        one.mailbox().receive("boris@example.com", "Hello", "Text");
        String id = one.mailbox().receive("ada@example.com", "Hello & good=bye", "Text");
        one.mailbox().label(id, "Label_7");

        assertThat(read(one, null, Map.of("q", "from:ada@example.com", "label", "Label_7"), 10)
                        .ids())
                .containsExactly(id);
    }

    @Test
    void doesNotPretendToFilterChanges() {
        Connected one = connect();
        String cursor = everything(one).cursor();

        assertThatThrownBy(() -> read(one, cursor, Map.of("q", "from:ada"), 10)).isInstanceOf(Invalid.class);
    }

    @Test
    void asksForNoMoreMessagesThanThePageHas() {
        Connected one = connect();
        for (int i = 0; i < 12; i++) {
            one.mailbox().receive("ada@example.com", "Message " + i, "Text");
        }
        int before = GOOGLE.count(GoogleCall::isMailGet);

        page(one, null, null, Map.of(), 5);

        assertThat(GOOGLE.count(GoogleCall::isMailGet) - before).isEqualTo(5);
    }
}
