package dev.serai.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.Events;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stand-in tells Google's own Java client what has changed since a sync token. */
class GoogleSyncTest extends WithGoogle {

    private final Calendar client = client(google.grant(ANNA).access());

    @Test
    void givesTheSyncTokenOnTheLastPageOnly() throws IOException {
        for (int i = 0; i < 5; i++) {
            human.create("Event " + i, MAY_DAY.plusDays(i), HOUR);
        }
        List<Event> all = new ArrayList<>();
        Events page = client.events().list("primary").setMaxResults(2).execute();
        all.addAll(page.getItems());
        while (page.getNextPageToken() != null) {
            assertThat(page.getNextSyncToken()).isNull();
            page = client.events()
                    .list("primary")
                    .setMaxResults(2)
                    .setPageToken(page.getNextPageToken())
                    .execute();
            all.addAll(page.getItems());
        }

        assertThat(all).hasSize(5).doesNotHaveDuplicates();
        assertThat(page.getNextSyncToken()).isNotEmpty();
    }

    @Test
    void tellsOnlyWhatHasChangedSinceTheToken() throws IOException {
        human.create("Old", MAY_DAY, HOUR);
        String edited = human.create("Edited", MAY_DAY, HOUR).get("id").asText();
        String deleted = human.create("Deleted", MAY_DAY, HOUR).get("id").asText();
        String token = client.events().list("primary").execute().getNextSyncToken();

        human.rename(edited, "Edited again");
        human.delete(deleted);
        String made = human.create("New", MAY_DAY, HOUR).get("id").asText();
        Events changes = changes(token);

        assertThat(changes.getItems()).extracting(Event::getId).containsExactly(edited, deleted, made);
        assertThat(changes.getItems().get(1).getStatus()).isEqualTo("cancelled");
        assertThat(changes.getItems().get(1).getStart()).isNull();
        assertThat(changes(changes.getNextSyncToken()).getItems()).isEmpty();
    }

    @Test
    void losesNoChangeThatIsMadeWhileItIsPaged() throws IOException {
        String first = human.create("First", MAY_DAY, HOUR).get("id").asText();
        human.create("Second", MAY_DAY, HOUR);
        Events page = client.events().list("primary").setMaxResults(1).execute();
        human.delete(first);
        String token = null;
        while (token == null) {
            page = client.events()
                    .list("primary")
                    .setMaxResults(1)
                    .setPageToken(page.getNextPageToken())
                    .execute();
            token = page.getNextSyncToken();
        }

        assertThat(changes(token).getItems()).extracting(Event::getId).contains(first);
    }

    @Test
    void asksForAFullSyncWhenTheTokenHasExpired() throws IOException {
        String token = client.events().list("primary").execute().getNextSyncToken();
        google.expireSyncTokens();

        assertRefused(client.events().list("primary").setSyncToken(token), 410, "fullSyncRequired");
        assertThat(client.events().list("primary").execute().getNextSyncToken()).isNotEqualTo(token);
    }

    @Test
    void refusesFiltersBesideASyncToken() throws IOException {
        String token = client.events().list("primary").execute().getNextSyncToken();

        assertRefused(client.events().list("primary").setSyncToken(token).setTimeMin(moment(MAY_DAY)), 400, "invalid");
        assertRefused(client.events().list("primary").setSyncToken(token).setQ("x"), 400, "invalid");
        assertRefused(client.events().list("primary").setSyncToken(token).setShowDeleted(false), 400, "invalid");
        assertRefused(client.events().list("primary").setSyncToken("garbage"), 400, "invalid");
    }

    private Events changes(String token) throws IOException {
        return client.events().list("primary").setSyncToken(token).execute();
    }
}
