package dev.serai.vault;

import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the vault together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VaultProperties.class)
class VaultConfiguration {

    @Bean
    Vault vault(VaultProperties properties, @Value("${serai.data-dir:}") String dataDirectory) {
        return Vault.with(KeysetOrigin.of(properties.keyset(), properties.keysetFile(), dataDirectory));
    }

    @Bean
    Canary vaultCanary(Vault vault, JdbcTemplate database) {
        return new Canary(vault, database);
    }

    @Bean
    SealedColumn vaultCanaryColumn() {
        return Canary.COLUMN;
    }

    @Bean
    Resealing resealing(
            Vault vault, JdbcTemplate database, TransactionTemplate transactions, List<SealedColumn> columns) {
        return new Resealing(vault, database, transactions, columns);
    }

    @Bean
    KeyFollowing keyFollowing(Vault vault, Resealing resealing, Clock clock) {
        return new KeyFollowing(vault, resealing, clock);
    }
}
