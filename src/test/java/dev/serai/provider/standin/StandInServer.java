package dev.serai.provider.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The HTTP side of the stand-in: it takes calls, remembers them, and answers late, wrongly or never where that is planned. */
public final class StandInServer implements AutoCloseable {

    private static final int THREADS = 64;
    private static final int BACKLOG = 4_096;

    static {
        // Without it an answer's body waits for the acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ScheduledExecutorService scheduler = new ScheduledThreadPoolExecutor(2);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final FaultPlan faults = new FaultPlan();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Queue<HttpExchange> hanging = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> defects = new ConcurrentLinkedQueue<>();
    private volatile Function<Call, Duration> delays = call -> Duration.ZERO;
    private volatile Consumer<Call> arrived = call -> {};
    private volatile Consumer<Call> left = call -> {};
    private volatile Duration drip = Duration.ofMillis(20);
    private volatile boolean closed;

    /** Takes a free port. */
    public StandInServer() {
        this(0);
    }

    /** @param port 0 for a free one */
    public StandInServer(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(threads);
    }

    /** @param answers what a call is answered; a {@link Refused} that is thrown is an answer too */
    public void start(Function<Call, Answer> answers) {
        server.createContext("/", exchange -> take(exchange, answers));
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** @return its address without a slash at the end */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** @return which calls meet which fault */
    public FaultPlan faults() {
        return faults;
    }

    /** @return all calls so far, in the order in which they arrived; clear it to forget them */
    public Queue<Call> calls() {
        return calls;
    }

    /** @return what went wrong in the stand-in itself; a test that sees any must not trust its outcome */
    public Queue<Throwable> defects() {
        return defects;
    }

    /** How long each call waits before anything is done with it; not at all at the start. */
    public void delays(Function<Call, Duration> wanted) {
        delays = wanted;
    }

    /** Who is told of each call when it has arrived, and when its answer is about to go out. */
    public void watched(Consumer<Call> onArrival, Consumer<Call> onLeaving) {
        arrived = onArrival;
        left = onLeaving;
    }

    /** The pause between two bytes of a {@link Fault#DRIP}; 20 ms at the start. */
    public void drip(Duration pause) {
        drip = pause;
    }

    private void take(HttpExchange exchange, Function<Call, Answer> answers) throws IOException {
        Call call = Call.read(exchange);
        calls.add(call);
        arrived.accept(call);
        Fault fault = faults.next(call);
        Duration delay = delays.apply(call);
        Runnable serving = () -> serve(exchange, call, fault, answers);
        if (delay.isZero()) {
            serving.run();
        } else {
            scheduler.schedule(() -> threads.execute(serving), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void serve(HttpExchange exchange, Call call, @Nullable Fault fault, Function<Call, Answer> answers) {
        Answer instead = fault == null ? null : fault.instead(call);
        Answer answer =
                instead != null ? instead : fault == Fault.CLOSED || fault == Fault.HANG ? null : answer(call, answers);
        // Before the answer goes out, because its receiver may call again before this thread goes on.
        left.accept(call);
        try {
            if (fault == Fault.HANG) {
                hanging.add(exchange);
            } else if (answer == null || fault == Fault.LOST_ANSWER) {
                exchange.close();
            } else if (fault == Fault.DRIP) {
                Answer packed = answer.packedFor(call);
                begin(exchange, packed);
                drip(exchange, packed.body(), 0);
            } else {
                send(exchange, (fault == Fault.GARBAGE ? answer.cutShort() : answer).packedFor(call));
            }
        } catch (IOException gone) {
            // Whoever called does not wait for the answer any more.
            exchange.close();
        }
    }

    private Answer answer(Call call, Function<Call, Answer> answers) {
        try {
            return answers.apply(call);
        } catch (Refused refused) {
            return refused.answer();
        } catch (RuntimeException defect) {
            defects.add(defect);
            return Answer.text(500, "defect in the stand-in: " + defect);
        }
    }

    private static void begin(HttpExchange exchange, Answer answer) throws IOException {
        // A header that comes several times, as cookies do, has a line for each.
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders()
                .put(name, value.lines().toList()));
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        try (exchange) {
            begin(exchange, answer);
            if (answer.body().length > 0) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    private void drip(HttpExchange exchange, byte[] body, int next) {
        if (next == body.length || closed) {
            exchange.close();
            return;
        }
        try {
            OutputStream out = exchange.getResponseBody();
            out.write(body[next]);
            out.flush();
            scheduler.schedule(() -> drip(exchange, body, next + 1), drip.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException | RejectedExecutionException gone) {
            // Whoever called does not wait for the rest, or the stand-in is closed.
            exchange.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        hanging.forEach(HttpExchange::close);
        scheduler.shutdownNow();
        server.stop(0);
        threads.shutdownNow();
    }
}
