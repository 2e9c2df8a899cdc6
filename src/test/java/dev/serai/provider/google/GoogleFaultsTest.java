package dev.serai.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.services.calendar.Calendar;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stand-in fails as it is told to. */
class GoogleFaultsTest extends WithGoogle {

    private final Calendar client = client(google.grant(ANNA).access());

    @Test
    void comeAsOftenAsTheyAreAskedFor() throws IOException {
        google.failNext(2, GoogleFault.RATE_LIMIT);

        assertRefused(client.events().list("primary"), 403, "rateLimitExceeded");
        assertRefused(client.events().list("primary"), 403, "rateLimitExceeded");
        assertThat(client.events().list("primary").execute()).isNotNull();
        assertThat(google.faultsMet()).isEqualTo(2);
    }

    @Test
    void lastUntilTheyAreHealed() throws IOException {
        google.fail(GoogleCall::isEventWrite, GoogleFault.BACKEND_ERROR);

        assertRefused(client.events().insert("primary", meeting("abc12", "One")), 500, "backendError");
        assertThat(client.events().list("primary").execute().getItems()).isEmpty();
        google.heal();
        assertThat(client.events().insert("primary", meeting("abc12", "One")).execute())
                .isNotNull();
    }

    @Test
    void mayDoTheWriteAndLoseTheAnswer() {
        google.failNext(1, GoogleFault.LOST_ANSWER);

        assertThatThrownBy(() -> client.events()
                        .insert("primary", meeting("abc12", "One"))
                        .execute())
                .isInstanceOf(IOException.class);

        assertThat(human.events()).hasSize(1);
    }

    @Test
    void mayDoTheWriteAndAnswerWithBrokenJson() {
        google.failNext(1, GoogleFault.GARBAGE);

        assertThatThrownBy(() -> client.events()
                        .insert("primary", meeting("abc12", "One"))
                        .execute())
                .isNotInstanceOf(GoogleJsonResponseException.class);

        assertThat(human.events()).hasSize(1);
    }

    @Test
    void mayDripTheAnswer() throws IOException {
        google.dripsEvery(Duration.ofMillis(1));
        google.failNext(1, GoogleFault.DRIP);

        assertThat(client.events()
                        .insert("primary", meeting("abc12", "One"))
                        .execute()
                        .getId())
                .isEqualTo("abc12");
    }

    @Test
    void mayLeaveTheCallerWaiting() {
        google.failNext(1, GoogleFault.HANG);

        assertThatThrownBy(() -> client.events()
                        .insert("primary", meeting("abc12", "One"))
                        .execute())
                .isInstanceOf(IOException.class);

        assertThat(human.events()).isEmpty();
    }

    @Test
    void comeByChanceInTheSameOrderForTheSameSeed() throws IOException {
        assertThat(outcomes(7)).isEqualTo(outcomes(7)).contains("ok").contains("503");
    }

    private List<String> outcomes(long seed) throws IOException {
        google.heal();
        google.failRandomly(seed, 0.5, GoogleFault.UNAVAILABLE);
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            try {
                client.events().list("primary").execute();
                outcomes.add("ok");
            } catch (GoogleJsonResponseException refused) {
                outcomes.add(String.valueOf(refused.getStatusCode()));
            }
        }
        return outcomes;
    }
}
