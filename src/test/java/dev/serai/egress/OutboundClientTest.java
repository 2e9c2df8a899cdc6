package dev.serai.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 25, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutboundClientTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<AutoCloseable> opened = new ArrayList<>();
    /** Every name leads to this machine. */
    private OutboundClient client = client(Egress.properties("127.0.0.0/8"), host -> loopback());

    @AfterEach
    void close() throws Exception {
        client.destroy();
        for (AutoCloseable closeable : opened) {
            closeable.close();
        }
    }

    @Test
    void sendsTheRequestAsItIsAndBringsTheAnswerBack() throws Exception {
        Receiver receiver = open(Receiver.answering(
                "HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nRetry-After: 8\r\nContent-Length: 4\r\n\r\nn\u00c3\u00b6\0"));
        URI url = URI.create(receiver.url("receiver.test") + "//a%2Fb/?q=%C3%A9&x");
        OutboundResponse answer = client.send(
                        new OutboundRequest("POST", url, Map.of("X-Team", "a b"), bytes("{\"a\":1}"), LONG, 100))
                .join();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).contains("7");
        assertThat(answer.body()).isEqualTo("n\u00f6\ufffd");
        assertThat(receiver.requests().take().lines())
                .containsExactlyInAnyOrder(
                        "POST /hook//a%2Fb/?q=%C3%A9&x HTTP/1.1",
                        "Host: receiver.test:" + receiver.port(),
                        "X-Team: a b",
                        "Content-Length: 7",
                        "Connection: keep-alive",
                        "User-Agent: Serai",
                        "",
                        "{\"a\":1}");
    }

    @Test
    void asksForNothingBesideInARequestWithoutABody() throws Exception {
        Receiver receiver = open(Receiver.answering(Receiver.OK));
        client.send(new OutboundRequest("GET", receiver.url("receiver.test"), Map.of(), new byte[0], LONG, 100))
                .join();
        assertThat(receiver.requests().take().lines())
                .containsExactlyInAnyOrder(
                        "GET /hook HTTP/1.1",
                        "Host: receiver.test:" + receiver.port(),
                        "Connection: keep-alive",
                        "User-Agent: Serai",
                        "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "LOCALHOST"})
    void neverEvenConnectsToAPrivateAddress(String host) throws Exception {
        Receiver receiver = open(Receiver.answering(Receiver.OK));
        client.destroy();
        client = client(Egress.properties(), InetAddress::getAllByName);
        URI url = URI.create("http://" + host + ":" + receiver.port() + "/");
        assertFails(client.send(post(url, LONG)), OutboundFailure.Kind.REFUSED);
        assertThat(receiver.connections()).isZero();
    }

    @Test
    void connectsToTheAddressThatWasVettedWhenTheNameIsRebound() throws Exception {
        Receiver receiver = open(Receiver.answering(Receiver.OK));
        AtomicInteger lookups = new AtomicInteger();
        client.destroy();
        // Only the first answer is open here: a connection to the second would be refused by the system.
        client = client(Egress.properties("127.0.0.1", "127.0.0.2"), host ->
                new InetAddress[] {InetAddress.getByName(lookups.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2")});
        assertThat(client.send(post(receiver.url("rebound.test"), LONG)).join().status())
                .isEqualTo(200);
        assertThat(lookups).hasValue(1);
    }

    @Test
    void triesTheNextAddressOfAReceiverWhenTheFirstIsDown() throws Exception {
        Receiver receiver = open(Receiver.answering(Receiver.OK));
        client.destroy();
        client = client(Egress.properties("127.0.0.0/8"), host ->
                new InetAddress[] {InetAddress.getByName("127.0.0.9"), InetAddress.getByName("127.0.0.1")});
        assertThat(client.send(post(receiver.url("two.test"), LONG)).join().status())
                .isEqualTo(200);
    }

    @Test
    void ignoresAProxyOfTheSystemBecauseItWouldConnectWhereNothingWasVetted() throws Exception {
        Receiver receiver = open(Receiver.answering(Receiver.OK));
        Receiver proxy = open(Receiver.answering(Receiver.OK));
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", Integer.toString(proxy.port()));
        try {
            client.destroy();
            client = client(Egress.properties("127.0.0.0/8"), host -> loopback());
            client.send(post(receiver.url("receiver.test"), LONG)).join();
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
        }
        assertThat(receiver.requests()).hasSize(1);
        assertThat(proxy.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void bringsARedirectBackInsteadOfFollowingIt(int status) throws Exception {
        Receiver receiver = open(Receiver.answering(
                "HTTP/1.1 " + status + " Moved\r\nLocation: http://127.0.0.1/elsewhere\r\nContent-Length: 0\r\n\r\n"));
        OutboundResponse answer =
                client.send(post(receiver.url("receiver.test"), LONG)).join();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("location")).contains("http://127.0.0.1/elsewhere");
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void returnsNoCookieToAReceiverThatSetsOne() throws Exception {
        Receiver receiver = open(Receiver.answering("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"));
        client.send(post(receiver.url("receiver.test"), LONG)).join();
        client.send(post(receiver.url("receiver.test"), LONG)).join();
        receiver.requests().take();
        assertThat(receiver.requests().take()).doesNotContainIgnoringCase("cookie");
    }

    @ParameterizedTest
    @ValueSource(strings = {"204 No Content", "304 Not Modified"})
    void takesAnAnswerThatHasNoBodyByDefinition(String status) throws Exception {
        Receiver receiver = open(Receiver.answering("HTTP/1.1 " + status + "\r\n\r\n"));
        for (int time = 0; time < 2; time++) {
            OutboundResponse answer =
                    client.send(post(receiver.url("receiver.test"), LONG)).join();
            assertThat(status).startsWith(Integer.toString(answer.status()));
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void takesTheAnswerToAHeadRequestWithoutWaitingForABody() throws Exception {
        Receiver receiver = open(Receiver.answering("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n"));
        OutboundRequest head =
                new OutboundRequest("HEAD", receiver.url("receiver.test"), Map.of(), new byte[0], LONG, 100);
        assertThat(client.send(head).join().status()).isEqualTo(200);
        assertThat(client.send(head).join().body()).isEmpty();
    }

    @Test
    void passesOverInterimAnswers() throws Exception {
        Receiver receiver = open(Receiver.answering(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + Receiver.OK));
        assertThat(client.send(post(receiver.url("receiver.test"), LONG)).join())
                .returns(200, OutboundResponse::status)
                .returns("ok", OutboundResponse::body);
    }

    @Test
    void readsChunkedAnswersAndThoseThatEndWithTheConnection() throws Exception {
        Receiver chunked = open(
                Receiver.answering(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX-Trailer: t\r\n\r\n"));
        assertThat(client.send(post(chunked.url("receiver.test"), LONG)).join().body())
                .isEqualTo("abcde");
        Receiver old = open(Receiver.that(connection -> {
            connection.takeRequest();
            connection.write("HTTP/1.0 200 OK\r\n\r\nabcde");
        }));
        assertThat(client.send(post(old.url("receiver.test"), LONG)).join().body())
                .isEqualTo("abcde");
    }

    @Test
    void unpacksNothingSoThatASmallBombStaysSmall() throws Exception {
        Receiver receiver = open(Receiver.answering(
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 10\r\n\r\n\u001f\u008b01234567"));
        assertThat(client.send(post(receiver.url("receiver.test"), LONG)).join().body())
                .endsWith("01234567");
    }

    @Test
    void readsABodyOfExactlyTheLimitAndKeepsTheConnection() throws Exception {
        Receiver receiver =
                open(Receiver.answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + "x".repeat(100)));
        for (int time = 0; time < 20; time++) {
            assertThat(client.send(post(receiver.url("receiver.test"), LONG))
                            .join()
                            .body())
                    .hasSize(100);
        }
        assertThat(receiver.connections()).isLessThan(20);
    }

    @Test
    void cutsAnEndlessBodyAtTheLimitAndHangsUp() throws Exception {
        Receiver receiver = open(Receiver.that(connection -> {
            connection.takeRequest();
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                connection.write("1000\r\n" + "x".repeat(4096) + "\r\n");
            }
        }));
        assertThat(client.send(post(receiver.url("receiver.test"), LONG)).join())
                .returns(200, OutboundResponse::status)
                .returns("x".repeat(100), OutboundResponse::body);
        assertThat(receiver.hangUps().poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void takesAnAnswerOverTheLimitThatIsAlreadyThereAsCutAndUsesAnotherConnectionNext() throws Exception {
        Receiver receiver =
                open(Receiver.answering("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n" + "x".repeat(101)));
        for (int time = 0; time < 20; time++) {
            assertThat(client.send(post(receiver.url("receiver.test"), LONG)).join())
                    .returns(200, OutboundResponse::status)
                    .returns("x".repeat(100), OutboundResponse::body);
        }
    }

    @Test
    void endsAnExchangeWithAReceiverThatNeverAnswers() throws Exception {
        assertEndsInTime(Receiver.Connection::untilHungUp);
    }

    @Test
    void endsAnExchangeWithAReceiverThatDripsItsHeaders() throws Exception {
        assertEndsInTime(connection -> {
            connection.write("HTTP/1.1 200 OK\r\nX-Slow: ");
            drip(connection, "x");
        });
    }

    @Test
    void endsAnExchangeWithAReceiverThatDripsItsBody() throws Exception {
        assertEndsInTime(connection -> {
            connection.takeRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n");
            drip(connection, "x");
        });
    }

    @Test
    void endsAnExchangeWithAReceiverThatSendsInterimAnswersForEver() throws Exception {
        assertEndsInTime(connection -> {
            connection.takeRequest();
            drip(connection, "HTTP/1.1 102 Processing\r\n\r\n");
        });
    }

    @Test
    void endsAnExchangeOnAConnectionThatWasKeptTogetherWithTheConnection() throws Exception {
        Receiver receiver = open(Receiver.that(connection -> {
            while (connection.takeRequest()) {
                if (connection.path().equals("/hang")) {
                    connection.untilHungUp();
                } else {
                    connection.write(Receiver.OK);
                }
            }
        }));
        URI url = receiver.url("receiver.test");
        for (int round = 0; round < 20; round++) {
            client.send(post(url, LONG)).join();
            assertFails(client.send(post(url.resolve("/hang"), Duration.ofMillis(50))), OutboundFailure.Kind.TIMEOUT);
        }
        await().untilAsserted(() -> assertThat(receiver.hangUps()).hasSizeGreaterThanOrEqualTo(20));
    }

    @Test
    void endsAnExchangeWithAReceiverThatNeverReadsTheRequest() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Receiver receiver = open(Receiver.that(connection -> never.await()));
        OutboundRequest large =
                new OutboundRequest("POST", receiver.url("receiver.test"), Map.of(), new byte[20_000_000], SHORT, 100);
        assertFails(client.send(large), OutboundFailure.Kind.TIMEOUT);
    }

    @Test
    void endsAnExchangeWithAReceiverWhoseHandshakeHangs() throws Exception {
        Receiver receiver = open(Receiver.that(Receiver.Connection::untilHungUp));
        URI url = URI.create("https://receiver.test:" + receiver.port() + "/");
        assertFails(client.send(post(url, SHORT)), OutboundFailure.Kind.TIMEOUT);
    }

    @Test
    void endsAnExchangeWhoseNameServerHangs() {
        CountDownLatch never = new CountDownLatch(1);
        client.destroy();
        client = client(Egress.properties("127.0.0.0/8"), host -> {
            try {
                never.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return loopback();
        });
        assertFails(client.send(post(URI.create("http://slow.test/"), SHORT)), OutboundFailure.Kind.TIMEOUT);
    }

    @Test
    void givesTheOnlyConnectionOfAHostBackAfterEveryKindOfEnd() throws Exception {
        Receiver receiver = open(Receiver.that(connection -> {
            while (connection.takeRequest()) {
                switch (connection.path()) {
                    case "/silent" -> connection.untilHungUp();
                    case "/stops" -> {
                        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n");
                        connection.untilHungUp();
                    }
                    case "/long" ->
                        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n" + "x".repeat(9_000));
                    case "/resets" -> connection.reset();
                    case "/garbage" -> {
                        connection.write("SSH-2.0-OpenSSH_9.2\r\n\r\n");
                        connection.untilHungUp();
                    }
                    default -> connection.write(Receiver.OK);
                }
            }
        }));
        client.destroy();
        client = client(Egress.properties(1, "127.0.0.0/8"), host -> loopback());
        URI url = receiver.url("receiver.test");
        assertFails(client.send(post(url.resolve("/silent"), SHORT)), OutboundFailure.Kind.TIMEOUT);
        assertFails(client.send(post(url.resolve("/stops"), SHORT)), OutboundFailure.Kind.TIMEOUT);
        assertThat(client.send(post(url.resolve("/long"), LONG)).join().body()).hasSize(100);
        assertFails(client.send(post(url.resolve("/resets"), LONG)), OutboundFailure.Kind.BROKEN);
        assertFails(client.send(post(url.resolve("/garbage"), LONG)), OutboundFailure.Kind.BROKEN);
        assertThat(client.send(post(url, LONG)).join().body()).isEqualTo("ok");
    }

    @Test
    void neverGivesALateAnswerToTheNextRequest() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        AtomicInteger turn = new AtomicInteger();
        Receiver receiver = open(Receiver.that(connection -> {
            while (connection.takeRequest()) {
                if (turn.getAndIncrement() == 0) {
                    late.await();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate");
                } else {
                    connection.write(Receiver.OK);
                }
            }
        }));
        assertFails(client.send(post(receiver.url("receiver.test"), SHORT)), OutboundFailure.Kind.TIMEOUT);
        late.countDown();
        assertThat(client.send(post(receiver.url("receiver.test"), LONG)).join().body())
                .isEqualTo("ok");
    }

    @Test
    void neverGivesAnAnswerThatNobodyAskedForToTheNextRequest() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        AtomicInteger turn = new AtomicInteger();
        Receiver receiver = open(Receiver.that(connection -> {
            boolean first = turn.getAndIncrement() == 0;
            while (connection.takeRequest()) {
                connection.write(Receiver.OK);
                if (first) {
                    connection.write("HTTP/1.1 500 Forged\r\nContent-Length: 6\r\n\r\nforged");
                    written.countDown();
                }
            }
        }));
        client.send(post(receiver.url("receiver.test"), LONG)).join();
        written.await();
        await().untilAsserted(() -> assertThat(receiver.hangUps()).isNotEmpty());
        assertThat(client.send(post(receiver.url("receiver.test"), LONG)).join().body())
                .isEqualTo("ok");
    }

    @Test
    void repeatsNothingThatAReceiverMayHaveSeen() throws Exception {
        Receiver receiver = open(Receiver.that(connection -> {
            connection.takeRequest();
            connection.reset();
        }));
        assertFails(client.send(post(receiver.url("receiver.test"), LONG)), OutboundFailure.Kind.BROKEN);
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void hardlyAnAttemptFailsBecauseAReceiverClosesConnectionsThatWereKept() throws Exception {
        // It says nothing of it in its answer, and the client may or may not have noticed when it sends again.
        Receiver receiver = open(Receiver.that(connection -> {
            connection.takeRequest();
            connection.write(Receiver.OK);
        }));
        int broken = 0;
        for (int round = 0; round < 500; round++) {
            CompletableFuture<OutboundResponse> answer = client.send(post(receiver.url("receiver.test"), LONG));
            try {
                assertThat(answer.join().body()).isEqualTo("ok");
                receiver.closed().acquire();
            } catch (CompletionException failed) {
                // Sent in the very moment of closing: only the sender may decide to repeat that.
                broken++;
            }
        }
        assertThat(broken).isLessThan(25);
        assertThat(receiver.requests()).hasSize(500 - broken);
    }

    @Test
    void twentyHostsThatHangDoNotHoldAHealthyOneUp() throws Exception {
        Receiver hanging = open(Receiver.that(Receiver.Connection::untilHungUp));
        Receiver healthy = open(Receiver.answering(Receiver.OK));
        List<CompletableFuture<OutboundResponse>> stuck = new ArrayList<>();
        for (int host = 0; host < 20; host++) {
            for (int parallel = 0; parallel < 20; parallel++) {
                stuck.add(client.send(post(hanging.url("hanging-" + host + ".test"), LONG)));
            }
        }
        for (int time = 0; time < 100; time++) {
            assertThat(client.send(post(healthy.url("healthy.test"), LONG))
                            .join()
                            .status())
                    .isEqualTo(200);
        }
        assertThat(stuck).noneMatch(CompletableFuture::isDone);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\r\n\r\n",
                "\0\0\0\0\0\0",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/9.9 200 OK\r\n\r\n",
                "HTTP/1.1 99 Low\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n"
            })
    void callsGarbageBroken(String answer) throws Exception {
        Receiver receiver = open(Receiver.that(connection -> {
            connection.takeRequest();
            connection.write(answer);
        }));
        assertFails(client.send(post(receiver.url("receiver.test"), LONG)), OutboundFailure.Kind.BROKEN);
    }

    @Test
    void readsNoMoreThanAHundredHeadersOfAnAnswer() throws Exception {
        Receiver receiver = open(Receiver.that(connection -> {
            connection.takeRequest();
            connection.write("HTTP/1.1 200 OK\r\n");
            while (true) {
                connection.write("X-More: and more\r\n");
            }
        }));
        assertFails(client.send(post(receiver.url("receiver.test"), LONG)), OutboundFailure.Kind.BROKEN);
    }

    @Test
    void readsNoEndlessHeaderLine() throws Exception {
        Receiver receiver = open(Receiver.that(connection -> {
            connection.takeRequest();
            connection.write("HTTP/1.1 200 OK\r\nX-Long: ");
            while (true) {
                connection.write("x".repeat(1_000));
            }
        }));
        assertFails(client.send(post(receiver.url("receiver.test"), LONG)), OutboundFailure.Kind.BROKEN);
    }

    @Test
    void callsAnAnswerThatBreaksOffBroken() throws Exception {
        Receiver receiver = open(Receiver.that(connection -> {
            connection.takeRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\nonly this");
        }));
        assertFails(client.send(post(receiver.url("receiver.test"), LONG)), OutboundFailure.Kind.BROKEN);
    }

    @Test
    void takesARefusalThatComesBeforeTheRequestWasSentWhole() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        Receiver receiver = open(Receiver.that(connection -> {
            connection.write("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            answered.await();
        }));
        OutboundRequest large =
                new OutboundRequest("POST", receiver.url("receiver.test"), Map.of(), new byte[20_000_000], LONG, 100);
        assertThat(client.send(large).join().status()).isEqualTo(413);
        answered.countDown();
    }

    @Test
    void tellsAPortThatNobodyListensOn() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            free = socket.getLocalPort();
        }
        assertFails(
                client.send(post(URI.create("http://receiver.test:" + free + "/"), LONG)),
                OutboundFailure.Kind.CONNECT);
    }

    @Test
    void tellsANameThatHasNoAddress() {
        client.destroy();
        client = client(Egress.properties(), host -> {
            throw new UnknownHostException(host);
        });
        assertFails(client.send(post(URI.create("http://nobody.test/"), LONG)), OutboundFailure.Kind.DNS);
    }

    @Test
    void endsTheExchangesInFlightWhenTheHubStops() throws Exception {
        Receiver receiver = open(Receiver.that(Receiver.Connection::untilHungUp));
        CompletableFuture<OutboundResponse> answer = client.send(post(receiver.url("receiver.test"), LONG));
        await().until(() -> receiver.connections() == 1);
        client.destroy();
        assertThatThrownBy(answer::join).hasCauseInstanceOf(OutboundFailure.class);
    }

    @Test
    void failsARequestThatComesAfterTheStop() throws Exception {
        Receiver receiver = open(Receiver.answering(Receiver.OK));
        client.destroy();
        assertFails(client.send(post(receiver.url("receiver.test"), LONG)), OutboundFailure.Kind.BROKEN);
    }

    private void assertEndsInTime(Receiver.Behaviour behaviour) throws Exception {
        Receiver receiver = open(Receiver.that(behaviour));
        for (int host = 0; host < 10; host++) {
            assertFails(
                    client.send(post(receiver.url("receiver-" + host + ".test"), Duration.ofMillis(100))),
                    OutboundFailure.Kind.TIMEOUT);
        }
        await().alias("every connection is closed and none kept for the next")
                .untilAsserted(
                        () -> assertThat(receiver.hangUps()).hasSizeGreaterThanOrEqualTo(receiver.connections()));
    }

    private static void drip(Receiver.Connection connection, String drop) throws IOException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        do {
            connection.write(drop);
        } while (!never.await(10, TimeUnit.MILLISECONDS));
    }

    private static void assertFails(CompletableFuture<OutboundResponse> answer, OutboundFailure.Kind kind) {
        assertThatThrownBy(answer::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(OutboundFailure.class, failure -> assertThat(failure.kind())
                        .isEqualTo(kind));
    }

    private static OutboundRequest post(URI url, Duration timeout) {
        return new OutboundRequest("POST", url, Map.of("Content-Type", "application/json"), bytes("{}"), timeout, 100);
    }

    private Receiver open(Receiver receiver) {
        opened.add(receiver);
        return receiver;
    }

    private static OutboundClient client(EgressProperties properties, NameLookup lookup) {
        return new OutboundClient(
                new VettedAddresses(new AddressRules(properties), properties, lookup, System::nanoTime), properties);
    }

    private static InetAddress[] loopback() throws UnknownHostException {
        return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
