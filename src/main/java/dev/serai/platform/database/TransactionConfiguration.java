package dev.serai.platform.database;

import jakarta.persistence.EntityManagerFactory;
import org.apache.camel.component.jpa.JpaComponent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Which transactions the hub's features and routes work in. */
@Configuration(proxyBeanMethods = false)
class TransactionConfiguration {

    @Bean
    PlatformTransactionManager transactionManager(EntityManagerFactory entities) {
        return new LostConnectionTransactions(entities);
    }

    /** Complete before Camel takes it up: one that Camel makes itself warns of what it is only given afterwards. */
    @Bean("jpa-component")
    JpaComponent jpaComponent(EntityManagerFactory entities, PlatformTransactionManager transactions) {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        JpaComponent component = new JpaComponent();
        component.setEntityManagerFactory(entities);
        component.setTransactionStrategy(work -> transaction.executeWithoutResult(status -> work.run()));
        return component;
    }
}
