package dev.serai.tenancy;

import dev.serai.vault.SealedColumn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Kept answers are sealed, since one may tell a new secret, and so follow the vault's key. */
@Configuration(proxyBeanMethods = false)
class SealedIdempotencyColumn {

    @Bean
    SealedColumn idempotencyAnswerColumn() {
        return SealedColumn.of("idempotency_key", "answer", "tenant_id", "key");
    }
}
