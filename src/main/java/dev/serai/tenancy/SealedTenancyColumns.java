package dev.serai.tenancy;

import dev.serai.vault.SealedColumn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is sealed here and follows the vault's key: kept answers, since one may tell a new secret, and Zapier keys. */
@Configuration(proxyBeanMethods = false)
class SealedTenancyColumns {

    @Bean
    SealedColumn idempotencyAnswerColumn() {
        return SealedColumn.of("idempotency_key", "answer", "tenant_id", "key");
    }

    @Bean
    SealedColumn zapierKeyColumn() {
        return ZapierKeys.COLUMN;
    }
}
