package dev.serai.oauth;

import dev.serai.vault.SealedColumn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What of the credentials is sealed, and so follows the vault's key. */
@Configuration(proxyBeanMethods = false)
class SealedCredentialColumns {

    @Bean
    SealedColumn accessTokenColumn() {
        return Credentials.ACCESS_TOKEN;
    }

    @Bean
    SealedColumn refreshTokenColumn() {
        return Credentials.REFRESH_TOKEN;
    }

    @Bean
    SealedColumn codeVerifierColumn() {
        return AuthorizationRequests.CODE_VERIFIER;
    }
}
