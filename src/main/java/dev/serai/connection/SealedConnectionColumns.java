package dev.serai.connection;

import dev.serai.vault.SealedColumn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What of a connection is sealed, and so follows the vault's key. */
@Configuration(proxyBeanMethods = false)
class SealedConnectionColumns {

    static final SealedColumn CONFIG = SealedColumn.of("connection", "config", "id");

    @Bean
    SealedColumn connectionConfigColumn() {
        return CONFIG;
    }

    @Bean
    SealedColumn farewellCallsColumn() {
        return Farewells.CALLS;
    }
}
