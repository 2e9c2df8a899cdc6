package dev.serai.hook;

import dev.serai.vault.SealedColumn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What of hooks is sealed, and so follows the vault's key. */
@Configuration(proxyBeanMethods = false)
class SealedHookColumns {

    @Bean
    SealedColumn hookSecretColumn() {
        return HookSecrets.SECRET;
    }
}
