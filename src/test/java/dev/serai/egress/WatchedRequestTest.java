package dev.serai.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.junit.jupiter.api.Test;

class WatchedRequestTest {

    private static final Exception CLOSED = new ConnectionClosedException();

    @Test
    void maySafelyBeRepeatedWhileNoneOfItWasWritten() {
        assertThat(request(new byte[] {1}).wasNotSent(CLOSED)).isTrue();
    }

    @Test
    void mayNotBeRepeatedOnceAnyOfItWasWritten() throws IOException {
        WatchedRequest request = request(new byte[] {1});
        request.produce(new Wire());
        assertThat(request.wasNotSent(CLOSED)).isFalse();
    }

    @Test
    void mayNotBeRepeatedWithoutABodyBecauseNobodyKnowsWhetherItsHeadHasLeft() {
        assertThat(request(new byte[0]).wasNotSent(CLOSED)).isFalse();
    }

    @Test
    void maySafelyBeRepeatedWhenTheClientSaysThatItNeverBegan() {
        assertThat(request(new byte[0]).wasNotSent(new RequestNotExecutedException()))
                .isTrue();
    }

    private static WatchedRequest request(byte[] body) {
        return new WatchedRequest(new OutboundRequest(
                "POST", URI.create("https://example.com/"), Map.of(), body, Duration.ofSeconds(1), 100));
    }

    private static final class Wire implements DataStreamChannel {

        @Override
        public void requestOutput() {
            // Everything is written at once here.
        }

        @Override
        public int write(ByteBuffer bytes) {
            int count = bytes.remaining();
            bytes.position(bytes.limit());
            return count;
        }

        @Override
        public void endStream() {
            // Nothing follows.
        }

        @Override
        public void endStream(List<? extends Header> trailers) {
            // Nothing follows.
        }
    }
}
