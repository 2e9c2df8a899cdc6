package dev.serai.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class InboxEndpointTest {

    private final InboxEndpoint inbox =
            new InboxEndpoint(new Inbox(), Clock.fixed(Instant.parse("2025-11-16T10:30:00.123456Z"), ZoneOffset.UTC));

    @Test
    void showsTheNewestFirst() throws IOException {
        inbox.receive("shop", webhook("first"));
        inbox.receive("shop", webhook("second"));

        assertThat(inbox.all()).extracting(Inbox.Arrival::body).containsExactly("second", "first");
        assertThat(inbox.all().get(0).receivedAt()).isEqualTo(Instant.parse("2025-11-16T10:30:00.123Z"));
    }

    @Test
    void keepsItsBoxesApart() throws IOException {
        inbox.receive("a", webhook("for a"));
        inbox.receive("b", webhook("for b"));

        assertThat(inbox.box("a")).extracting(Inbox.Arrival::body).containsExactly("for a");
    }

    @Test
    void escapesWhateverArrivesOnItsPage() throws IOException {
        String evil = "<script>alert('x')</script>\"&";
        MockHttpServletRequest request = webhook(evil);
        request.addHeader("X-Webhook-Event", evil);
        request.addHeader("X-<b>", evil);
        inbox.receive("<img src=x onerror=alert(1)>", request);

        String page = inbox.page();

        assertThat(page)
                .doesNotContain("<script")
                .doesNotContain("<img")
                .doesNotContain("<b>")
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;");
    }

    @Test
    void keepsTheNewestTwoHundredAndAPartOfALargeBody() throws IOException {
        for (int i = 0; i < 201; i++) {
            inbox.receive("shop", webhook(Integer.toString(i)));
        }
        inbox.receive("shop", webhook("x".repeat(100_000)));

        assertThat(inbox.all()).hasSize(200);
        assertThat(inbox.all().get(0).body()).hasSize(64 * 1024);
    }

    @Test
    void isEmptyOnceCleared() throws IOException {
        inbox.receive("shop", webhook("x"));
        inbox.clear();

        assertThat(inbox.all()).isEmpty();
        assertThat(inbox.page()).contains("Nothing has arrived yet.");
    }

    private static MockHttpServletRequest webhook(String body) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setContent(body.getBytes(StandardCharsets.UTF_8));
        return request;
    }
}
