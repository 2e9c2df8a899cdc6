package dev.serai.webhook;

import dev.serai.vault.SealedColumn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What of a webhook is sealed, and so follows the vault's key. */
@Configuration(proxyBeanMethods = false)
class SealedWebhookColumns {

    @Bean
    SealedColumn webhookSecretColumn() {
        return SealedColumn.of("webhook", "secret", "id");
    }

    @Bean
    SealedColumn webhookPreviousSecretColumn() {
        return SealedColumn.of("webhook", "previous_secret", "id");
    }

    @Bean
    SealedColumn webhookHeadersColumn() {
        return SealedColumn.of("webhook", "headers", "id");
    }
}
