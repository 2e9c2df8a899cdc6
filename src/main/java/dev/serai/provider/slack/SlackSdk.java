package dev.serai.provider.slack;

import com.google.gson.JsonParseException;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.util.http.SlackHttpClient;
import com.slack.api.webhook.WebhookResponse;
import dev.serai.egress.OutboundClient;
import dev.serai.egress.OutboundOkHttp;
import dev.serai.provider.ProviderSettings;
import dev.serai.provider.ProviderTraffic;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Slack's own library, which camel-slack is made with, but on the hub's guarded client, and keeping nothing of anybody:
 * no token, no statistics. It is made when it is first needed.
 */
@Component
class SlackSdk {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int LONGEST_ANSWER = 256 * 1024;

    private final OutboundClient outbound;
    private final ProviderSettings settings;
    private final ProviderTraffic traffic;
    private final Duration timeout;
    private @Nullable Made made;

    @Autowired
    SlackSdk(OutboundClient outbound, ProviderSettings settings, ProviderTraffic traffic) {
        this(outbound, settings, traffic, TIMEOUT);
    }

    /** @param timeout for each exchange */
    SlackSdk(OutboundClient outbound, ProviderSettings settings, ProviderTraffic traffic, Duration timeout) {
        this.outbound = outbound;
        this.settings = settings;
        this.traffic = traffic;
        this.timeout = timeout;
    }

    private record Made(URI base, Slack slack) {}

    /** A method of the Web API. */
    @FunctionalInterface
    interface Method {
        SlackApiTextResponse call(MethodsClient slack) throws IOException, SlackApiException;
    }

    /** What the Web API answered. */
    record Answer(boolean ok, @Nullable String error, @Nullable String needed) {}

    /** @throws IOException an {@link OutboundOkHttp.RefusedAnswer} where there was one */
    Answer call(String token, Method method) throws IOException {
        try (ProviderTraffic.Conversation conversation = traffic.begin(SlackProvider.ID)) {
            SlackApiTextResponse answer = method.call(slack().methods(token));
            if (answer == null) {
                throw new IOException("an empty answer");
            }
            tell(conversation, answer.isOk());
            return new Answer(answer.isOk(), answer.getError(), answer.getNeeded());
        } catch (SlackApiException unreadable) {
            throw new IOException("an answer that can't be read", unreadable);
        } catch (IllegalArgumentException | JsonParseException unreadable) {
            throw new IOException("an answer that can't be read");
        }
    }

    /** @throws IOException an {@link OutboundOkHttp.RefusedAnswer} where there was one */
    Optional<String> post(URI hook, String json) throws IOException {
        try (ProviderTraffic.Conversation conversation = traffic.begin(SlackProvider.ID)) {
            WebhookResponse answer = slack().send(hook.toString(), json);
            conversation.answered(answer.getCode());
            return Optional.ofNullable(answer.getBody());
        }
    }

    /** Slack refuses with a 200 as well. */
    private static void tell(ProviderTraffic.Conversation conversation, boolean ok) {
        if (ok) {
            conversation.succeeded();
        } else {
            conversation.refused();
        }
    }

    private synchronized Slack slack() {
        URI base = settings.baseUrl(SlackProvider.ID);
        Made before = made;
        if (before != null && before.base().equals(base)) {
            return before.slack();
        }
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(base + "/");
        // They are kept by token, and ask Slack whose it is.
        config.setStatsEnabled(false);
        Slack slack =
                Slack.getInstance(config, new SlackHttpClient(OutboundOkHttp.over(outbound, timeout, LONGEST_ANSWER)));
        made = new Made(base, slack);
        return slack;
    }
}
