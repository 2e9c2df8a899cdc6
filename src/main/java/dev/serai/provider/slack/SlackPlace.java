package dev.serai.provider.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.connection.OpenConnection;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Where a connection's messages go. */
sealed interface SlackPlace {

    /** An incoming webhook: its address is the secret. */
    record Hook(URI url) implements SlackPlace {

        @Override
        public String toString() {
            return "Hook";
        }
    }

    /**
     * A channel to which a bot writes.
     *
     * @param channel its id, or its name as in {@code #general}; null: the connection names none
     * @param token the bot's token; null: the connection is authorised by OAuth
     */
    record Channel(@Nullable String channel, @Nullable String token) implements SlackPlace {

        /** @throws ProviderFault when the connection names none */
        String required() {
            if (channel == null) {
                throw new ProviderFault(ErrorClass.PERMANENT, "The connection names no channel; set 'channel'");
            }
            return channel;
        }

        @Override
        public String toString() {
            return "Channel[" + channel + "]";
        }
    }

    /** @throws ProviderFault when the connection's configuration can't be used */
    static SlackPlace of(OpenConnection connection) {
        JsonNode config = connection.config();
        String token = text(config, "token", "botToken", "bot_token", "accessToken", "access_token");
        String hook = text(config, "webhookUrl", "webhook_url", "webhook");
        String channel = text(config, "channel", "channelId", "channel_id");
        if (channel == null) {
            channel = text(connection.settings(), "channel", "channelId");
        }
        if (hook != null && token == null && !connection.authType().equals("oauth2")) {
            return new Hook(url(hook));
        }
        if (hook != null && channel == null) {
            return new Hook(url(hook));
        }
        return new Channel(channel, token);
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text.strip());
            boolean http = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            if (http && url.getHost() != null && url.getRawUserInfo() == null) {
                return url;
            }
        } catch (URISyntaxException malformed) {
            throw unusable();
        }
        throw unusable();
    }

    private static ProviderFault unusable() {
        return new ProviderFault(
                ErrorClass.REAUTHORISE,
                "webhookUrl is not the address of an incoming webhook, such as https://hooks.slack.com/services/…");
    }

    private static @Nullable String text(JsonNode config, String... names) {
        for (String name : names) {
            String value = config.path(name).asText("");
            if (!value.isBlank()) {
                return value.strip();
            }
        }
        return null;
    }
}
