package dev.serai.api.edge;

import dev.serai.refusal.Unavailable;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.HttpEndpointModel;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Hands checked requests to the contract's REST consumer in Camel. Spring MVC would find the same consumer, by trying
 * every mapping it has, and pass the request through its filters a second time when it is answered: that costs more than
 * everything else an event's acceptance does.
 */
@Component
class MountedRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(MountedRoutes.class);

    // The longest call is a webhook's test, which may wait for its receiver for a minute.
    private static final long TIMEOUT_MILLIS = 90_000;

    private final Supplier<PlatformHttpComponent> component;

    /** @param camel looked up with the first request, since filters come to be before the routes do */
    MountedRoutes(ObjectProvider<CamelContext> camel) {
        this.component = SingletonSupplier.of(
                () -> camel.getObject().getComponent("platform-http", PlatformHttpComponent.class));
    }

    /**
     * Hands a request over; it is answered on another thread.
     *
     * @param mount the contract's mount
     * @param afterwards what to do once there is an answer
     * @param passage what is passed on of the request, ended once the answer has been sent; null: nothing
     * @throws Unavailable when the contract's routes are not there, or no thread is
     */
    void take(
            HttpServletRequest request,
            HttpServletResponse response,
            String mount,
            Runnable afterwards,
            @Nullable Passage passage) {
        SpringBootPlatformHttpConsumer consumer = consumerAt(mount);
        AsyncContext context = request.startAsync(request, response);
        context.setTimeout(TIMEOUT_MILLIS);
        WholeResponse answer = new WholeResponse(response);
        try {
            consumer.service(request, answer).whenComplete((done, failure) -> {
                try {
                    afterwards.run();
                    if (passage != null) {
                        passage.into(answer);
                    }
                    send(answer);
                } finally {
                    context.complete();
                    if (passage != null) {
                        passage.end();
                    }
                }
            });
        } catch (RejectedExecutionException full) {
            afterwards.run();
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            context.complete();
        }
    }

    private static void send(WholeResponse answer) {
        try {
            answer.send();
        } catch (IOException gone) {
            LOG.debug("A client went away before it had its answer", gone);
        }
    }

    private SpringBootPlatformHttpConsumer consumerAt(String mount) {
        String below = mount + "/";
        for (HttpEndpointModel endpoint : component.get().getHttpEndpoints()) {
            // One consumer serves the contract, registered at each of its paths.
            if (endpoint.getUri().startsWith(below)
                    && endpoint.getConsumer() instanceof SpringBootPlatformHttpConsumer consumer) {
                return consumer;
            }
        }
        throw new Unavailable("This API is not up yet, try again in a few seconds");
    }
}
