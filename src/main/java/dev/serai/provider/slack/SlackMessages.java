package dev.serai.provider.slack;

import com.slack.api.util.json.GsonFactory;
import com.slack.api.webhook.Payload;
import dev.serai.connection.OpenConnection;
import dev.serai.egress.OutboundOkHttp.RefusedAnswer;
import dev.serai.oauth.AccessToken;
import dev.serai.oauth.AccessTokens;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.ProviderSettings;
import dev.serai.provider.slack.SlackPlace.Channel;
import dev.serai.provider.slack.SlackPlace.Hook;
import java.io.IOException;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Sends messages to where a connection says, with what it proves itself with. */
@Component
class SlackMessages {

    /** What an incoming webhook says to an empty message; one that is gone says something else. */
    private static final Set<String> TAKES_MESSAGES =
            Set.of("no_text", "invalid_payload", "missing_text_or_fallback_or_attachments", "no_attachments");

    /** What Slack says to a token that another may take the place of. */
    private static final Set<String> WORN_OUT = Set.of("token_expired", "invalid_auth");

    private final SlackSdk slack;
    private final SlackFaults faults;
    private final AccessTokens tokens;
    private final ProviderSettings settings;
    private final boolean allowHttp;

    SlackMessages(
            SlackSdk slack,
            SlackFaults faults,
            AccessTokens tokens,
            ProviderSettings settings,
            @Value("${serai.webhooks.allow-http:false}") boolean allowHttp) {
        this.slack = slack;
        this.faults = faults;
        this.tokens = tokens;
        this.settings = settings;
        this.allowHttp = allowHttp;
    }

    /**
     * Sends a message.
     *
     * @param text in Slack's own markup
     * @throws ProviderFault when Slack refuses it or can't be reached
     */
    void send(OpenConnection connection, String text) {
        SlackPlace place = SlackPlace.of(connection);
        if (place instanceof Hook hook) {
            post(hook, text);
        } else if (place instanceof Channel channel) {
            String name = channel.required();
            call(
                    connection,
                    channel,
                    methods -> methods.chatPostMessage(request -> request.channel(name)
                            .text(text)
                            .mrkdwn(true)
                            .unfurlLinks(false)
                            .unfurlMedia(false)));
        }
    }

    /**
     * Sees whether messages could be sent; none is.
     *
     * @throws ProviderFault when they could not
     */
    void probe(OpenConnection connection) {
        SlackPlace place = SlackPlace.of(connection);
        if (place instanceof Hook hook) {
            probe(hook);
        } else if (place instanceof Channel channel) {
            if (channel.token() != null) {
                channel.required();
            }
            call(connection, channel, methods -> methods.authTest(request -> request));
        }
    }

    /** An address that is the secret must not go over the network in clear, unless all of it is a sandbox. */
    private void checkEncrypted(Hook hook) {
        boolean sandbox =
                "http".equalsIgnoreCase(settings.baseUrl(SlackProvider.ID).getScheme());
        if (!"https".equalsIgnoreCase(hook.url().getScheme()) && !allowHttp && !sandbox) {
            throw new ProviderFault(ErrorClass.PERMANENT, "webhookUrl must be an https URL");
        }
    }

    private void post(Hook hook, String text) {
        checkEncrypted(hook);
        Payload payload = Payload.builder()
                .text(text)
                .unfurlLinks(false)
                .unfurlMedia(false)
                .build();
        try {
            slack.post(hook.url(), GsonFactory.createSnakeCase().toJson(payload));
        } catch (IOException failed) {
            throw faults.of(failed);
        }
    }

    private void probe(Hook hook) {
        checkEncrypted(hook);
        try {
            slack.post(hook.url(), "{}");
        } catch (RefusedAnswer refused) {
            if (faults.word(refused).filter(TAKES_MESSAGES::contains).isEmpty()) {
                throw faults.of(refused);
            }
        } catch (IOException failed) {
            throw faults.of(failed);
        }
    }

    private void call(OpenConnection connection, Channel channel, SlackSdk.Method method) {
        if (channel.token() != null) {
            call(channel.token(), method);
            return;
        }
        AccessToken token = tokens.of(connection.tenantId(), connection.id());
        try {
            call(token.text(), method);
        } catch (ProviderFault fault) {
            boolean again = fault.kind() == ErrorClass.REAUTHORISE
                    && fault.word().filter(WORN_OUT::contains).isPresent();
            if (!again) {
                throw fault;
            }
            call(tokens.renewed(connection.tenantId(), connection.id(), token).text(), method);
        }
    }

    private void call(String token, SlackSdk.Method method) {
        SlackSdk.Answer answer;
        try {
            answer = slack.call(token, method);
        } catch (IOException failed) {
            throw faults.of(failed);
        }
        if (!answer.ok()) {
            throw faults.of(answer);
        }
    }
}
