package dev.serai.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.CalendarRequest;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventDateTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A stand-in with one user, and Google's own Java client for it. */
abstract class WithGoogle {

    static final String ANNA = "anna@example.com";
    static final String BORIS = "boris@example.com";
    static final ZonedDateTime MAY_DAY = ZonedDateTime.of(2026, 5, 1, 10, 0, 0, 0, ZoneId.of("Europe/London"));
    static final Duration HOUR = Duration.ofHours(1);

    final PassingClock clock = new PassingClock();
    final GoogleStandIn google = new GoogleStandIn(0, clock);
    final UserCalendar human = google.addUser(ANNA);
    final Browser browser = new Browser(google);

    @AfterEach
    void closesWithoutDefects() {
        google.close();
        assertThat(google.defects()).isEmpty();
    }

    /** A clock that a test can put forward. */
    static final class PassingClock extends Clock {

        private volatile Duration ahead = Duration.ZERO;

        void pass(Duration time) {
            ahead = ahead.plus(time);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.offset(Clock.system(zone), ahead);
        }
    }

    final Calendar client(String accessToken) {
        return new Calendar.Builder(new NetHttpTransport(), GsonFactory.getDefaultInstance(), request -> {
                    request.getHeaders().setAuthorization("Bearer " + accessToken);
                    request.setReadTimeout(2_000);
                })
                .setRootUrl(google.url())
                .setApplicationName("test")
                .build();
    }

    static Event meeting(@Nullable String id, String summary) {
        return new Event()
                .setId(id)
                .setSummary(summary)
                .setStart(at("2026-05-01T09:00:00.000Z", "Europe/London"))
                .setEnd(at("2026-05-01T10:00:00.000Z", "Europe/London"));
    }

    static EventDateTime at(String moment, String zone) {
        return new EventDateTime().setDateTime(DateTime.parseRfc3339(moment)).setTimeZone(zone);
    }

    static DateTime moment(ZonedDateTime time) {
        return new DateTime(time.toInstant().toEpochMilli());
    }

    static void assertRefused(CalendarRequest<?> request, int status, String reason) {
        GoogleJsonResponseException refused = catchThrowableOfType(GoogleJsonResponseException.class, request::execute);
        assertThat(refused).isNotNull();
        assertThat(refused.getStatusCode()).isEqualTo(status);
        assertThat(refused.getDetails().getErrors().get(0).getReason()).isEqualTo(reason);
    }

    static void assertOauthError(Browser.Reply reply, int status, String error) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.text("error")).isEqualTo(error);
    }
}
