package dev.serai.provider.google;

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
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The HTTP side of the stand-in: it takes calls, remembers them, and answers late, wrongly or never where that is planned. */
final class StandInServer implements AutoCloseable {

    private static final int THREADS = 64;
    private static final int BACKLOG = 4_096;

    static {
        // Without it an answer's body waits for the acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ScheduledExecutorService scheduler;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final FaultPlan faults = new FaultPlan();
    private final TokenMeter tokenCalls = new TokenMeter();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Queue<HttpExchange> hanging = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> defects = new ConcurrentLinkedQueue<>();
    private volatile Duration tokenDelay = Duration.ZERO;
    private volatile Duration calendarDelay = Duration.ZERO;
    private volatile Duration drip = Duration.ofMillis(20);
    private volatile boolean closed;

    /** @param port 0 for a free one */
    StandInServer(int port, ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(threads);
    }

    /** @param answers what a call is answered; a {@link Refusal} is an answer too */
    void start(Function<Call, Answer> answers) {
        server.createContext("/", exchange -> take(exchange, answers));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    FaultPlan faults() {
        return faults;
    }

    TokenMeter tokenCalls() {
        return tokenCalls;
    }

    Queue<Call> calls() {
        return calls;
    }

    Queue<Throwable> defects() {
        return defects;
    }

    void tokenDelay(Duration delay) {
        tokenDelay = delay;
    }

    void calendarDelay(Duration delay) {
        calendarDelay = delay;
    }

    void drip(Duration pause) {
        drip = pause;
    }

    private void take(HttpExchange exchange, Function<Call, Answer> answers) throws IOException {
        Call call = Call.read(exchange);
        calls.add(call);
        if (call.isToken()) {
            tokenCalls.arrived(call);
        }
        Fault fault = faults.next(call);
        Duration delay = call.isToken() ? tokenDelay : call.isCalendar() ? calendarDelay : Duration.ZERO;
        Runnable serving = () -> serve(exchange, call, fault, answers);
        if (delay.isZero()) {
            serving.run();
        } else {
            scheduler.schedule(() -> threads.execute(serving), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void serve(HttpExchange exchange, Call call, @Nullable Fault fault, Function<Call, Answer> answers) {
        Answer answer = fault != null && fault.isError()
                ? fault.answer(call)
                : fault == Fault.CLOSED || fault == Fault.HANG ? null : answer(call, answers);
        if (call.isToken()) {
            // Before the answer goes out, because its receiver may call again before this thread goes on.
            tokenCalls.left();
        }
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
        } catch (Refusal refused) {
            return refused.answer();
        } catch (RuntimeException defect) {
            defects.add(defect);
            return Answer.apiError(500, "standin", "defect", String.valueOf(defect), null, null);
        }
    }

    private static void begin(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
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
        } catch (IOException gone) {
            // Whoever called does not wait for the rest.
            exchange.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        hanging.forEach(HttpExchange::close);
        server.stop(0);
        threads.shutdownNow();
    }
}
