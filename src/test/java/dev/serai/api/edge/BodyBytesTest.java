package dev.serai.api.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.refusal.TooLarge;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

class BodyBytesTest {

    private static final int LIMIT = 64 * 1024;

    private final BodyBytes bodies =
            new BodyBytes(new ApiProperties(DataSize.ofBytes(LIMIT), DataSize.ofBytes(LIMIT), 100));

    @Test
    void readsASmallAndALargeBody() throws IOException {
        assertThat(bodies.read(request(10))).hasSize(10);
        assertThat(bodies.read(request(LIMIT))).hasSize(LIMIT);
    }

    @Test
    void readsABodyThatDoesNotSayHowLongItIs() throws IOException {
        assertThat(bodies.read(chunked(LIMIT))).hasSize(LIMIT);
    }

    @Test
    void refusesABodyOverTheLimit() {
        assertThatThrownBy(() -> bodies.read(request(LIMIT + 1))).isInstanceOf(TooLarge.class);
        assertThatThrownBy(() -> bodies.read(chunked(LIMIT + 1))).isInstanceOf(TooLarge.class);
    }

    @Test
    void letsSmallBodiesPassWhileALargeOneTakesTheWholeBudget() throws IOException {
        bodies.read(request(LIMIT));

        assertThat(bodies.read(request(100))).hasSize(100);
        assertThat(bodies.read(chunked(100))).hasSize(100);
    }

    @Test
    void holdsTheBudgetUntilTheCallIsAnswered() throws Exception {
        MockHttpServletRequest first = request(LIMIT);
        bodies.read(first);
        CompletableFuture<byte[]> second = CompletableFuture.supplyAsync(() -> {
            try {
                return bodies.read(request(LIMIT));
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        });

        assertThat(second).isNotDone();
        bodies.giveBack(first);

        assertThat(second.get(5, TimeUnit.SECONDS)).hasSize(LIMIT);
    }

    @Test
    void givesBackOnlyOnceWhatWasTaken() throws IOException {
        MockHttpServletRequest request = request(LIMIT);
        bodies.read(request);
        bodies.giveBack(request);
        bodies.giveBack(request);

        assertThat(request.getAttributeNames().hasMoreElements()).isFalse();
    }

    private static MockHttpServletRequest request(int length) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setContent(new byte[length]);
        return request;
    }

    private static MockHttpServletRequest chunked(int length) {
        MockHttpServletRequest request = new MockHttpServletRequest() {
            @Override
            public long getContentLengthLong() {
                return -1;
            }
        };
        request.setContent(new byte[length]);
        return request;
    }
}
