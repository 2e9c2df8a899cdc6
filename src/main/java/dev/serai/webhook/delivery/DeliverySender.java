package dev.serai.webhook.delivery;

import dev.serai.egress.OutboundClient;
import dev.serai.egress.OutboundResponse;
import dev.serai.egress.RetryAfter;
import dev.serai.trace.Span;
import dev.serai.trace.SpanKind;
import dev.serai.trace.TraceContext;
import dev.serai.trace.Traces;
import dev.serai.trace.Work;
import dev.serai.webhook.WebhookTarget;
import dev.serai.webhook.WebhookTargets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Makes one attempt at a delivery, and judges what came back. */
@Component("deliverySender")
public class DeliverySender {

    /** The exchange property that tells the route what to do next: a {@link Verdict}. */
    public static final String VERDICT = "verdict";

    private final WebhookTargets targets;
    private final SignedRequests requests;
    private final OutboundClient client;
    private final SendsUnderWay underWay;
    private final Traces traces;
    private final Clock clock;
    private final Backoff backoff;

    DeliverySender(
            WebhookTargets targets,
            SignedRequests requests,
            OutboundClient client,
            SendsUnderWay underWay,
            Traces traces,
            Clock clock,
            DeliveryProperties properties) {
        this.targets = targets;
        this.requests = requests;
        this.client = client;
        this.underWay = underWay;
        this.traces = traces;
        this.clock = clock;
        this.backoff = new Backoff(
                properties.retry(), () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * Sends a delivery. No thread waits for the answer.
     *
     * @return the attempt, whatever came of it
     */
    public CompletableFuture<SentAttempt> send(@Body ClaimedDelivery delivery, Exchange exchange) {
        WebhookTarget target = targets.open(delivery.tenantId(), delivery.webhookId(), delivery.version());
        Instant startedAt = clock.instant();
        long started = System.nanoTime();
        if (target == null) {
            return CompletableFuture.completedFuture(
                    judged(exchange, delivery, startedAt, Duration.ZERO, null, "The webhook was removed"));
        }
        byte[] body = WebhookBody.render(
                target.form(),
                delivery.eventType(),
                delivery.occurredAt(),
                delivery.tenantKind(),
                delivery.tenantExternalId(),
                delivery.data());
        Span span = begin(delivery);
        TraceContext place = placeOf(span, delivery);
        CompletableFuture<OutboundResponse> answer = client.send(
                requests.request(target, delivery.id(), delivery.eventType(), delivery.attempt(), body, place));
        underWay.add(delivery.webhookId(), answer);
        CompletableFuture<SentAttempt> attempt = new CompletableFuture<>();
        Work work = Work.onDelivery(delivery.tenantId(), delivery.id()).within(place);
        answer.whenComplete((response, failure) -> {
            // The route goes on within it, on the thread that brings the answer.
            try (Work.Scope scope = work.begin()) {
                SentAttempt judged = judged(
                        exchange,
                        delivery,
                        startedAt,
                        Duration.ofNanos(System.nanoTime() - started),
                        response == null ? null : withoutSecrets(target, response),
                        failure == null ? null : failure.getMessage());
                end(span, judged);
                attempt.complete(judged);
            } catch (RuntimeException | Error fault) {
                attempt.completeExceptionally(fault);
            }
        });
        return attempt;
    }

    private Span begin(ClaimedDelivery delivery) {
        return traces.begin("webhook deliver", SpanKind.CLIENT, delivery.trace())
                .with("serai.tenant", delivery.tenantId())
                .with("serai.webhook", delivery.webhookId())
                .with("serai.delivery", delivery.id())
                .with("serai.attempt", delivery.attempt());
    }

    /** Each attempt has a place of its own, also where nobody is told of it. */
    private static TraceContext placeOf(Span span, ClaimedDelivery delivery) {
        TraceContext place = span.context();
        return place == null || place == delivery.trace() ? delivery.trace().next() : place;
    }

    private static void end(Span span, SentAttempt attempt) {
        span.with("serai.outcome", attempt.verdict());
        Integer status = attempt.status();
        if (status != null) {
            span.with("http.response.status_code", status);
        }
        if (attempt.verdict() != Verdict.DELIVERED) {
            span.failed(status == null ? "no answer" : "HTTP " + status);
        }
        span.close();
    }

    /** What a receiver repeats of what it was sent must not stand in the log in clear. */
    private static OutboundResponse withoutSecrets(WebhookTarget target, OutboundResponse response) {
        return new OutboundResponse(response.status(), response.headers(), target.withoutSecrets(response.body()));
    }

    private SentAttempt judged(
            Exchange exchange,
            ClaimedDelivery delivery,
            Instant startedAt,
            Duration duration,
            @Nullable OutboundResponse response,
            @Nullable String failure) {
        Integer status = response == null ? null : response.status();
        Duration retryAfter = retryAfter(response);
        Verdict verdict = verdict(delivery, status);
        exchange.setProperty(VERDICT, verdict.name());
        return new SentAttempt(
                delivery,
                startedAt,
                duration,
                status,
                response == null ? null : response.body(),
                status == null ? failure : error(status),
                verdict,
                retryIn(delivery, retryAfter),
                retryAfter);
    }

    private static Verdict verdict(ClaimedDelivery delivery, @Nullable Integer status) {
        if (status != null && status >= 200 && status < 300) {
            return Verdict.DELIVERED;
        }
        if (status != null && status == 410) {
            return Verdict.GONE;
        }
        // A failed probe says that the receiver is still away; it must not use up what its backlog has left.
        return delivery.attempt() < delivery.finalAttempt() || delivery.probe() ? Verdict.RETRY : Verdict.EXHAUSTED;
    }

    private Duration retryIn(ClaimedDelivery delivery, @Nullable Duration retryAfter) {
        Duration planned = backoff.after(delivery.attempt());
        return retryAfter != null && retryAfter.compareTo(planned) > 0 ? retryAfter : planned;
    }

    private @Nullable Duration retryAfter(@Nullable OutboundResponse response) {
        if (response == null || (response.status() != 429 && response.status() != 503)) {
            return null;
        }
        return response.header("retry-after")
                .flatMap(value -> RetryAfter.parse(value, clock.instant()))
                .orElse(null);
    }

    private static @Nullable String error(int status) {
        if (status >= 200 && status < 300) {
            return null;
        }
        if (status >= 300 && status < 400) {
            return "Redirects are not followed (" + status + ")";
        }
        HttpStatus known = HttpStatus.resolve(status);
        return known == null ? "HTTP " + status : known.getReasonPhrase();
    }
}
