package dev.serai.platform.database;

import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Holds back the connection pool until the hub's own PostgreSQL is there. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("serai.database.embedded")
class EmbeddedDatabaseConfiguration {

    @Bean
    static BeanPostProcessor awaitEmbeddedDatabase(Environment environment) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof DataSource) {
                    EmbeddedDatabasePostProcessor.awaitReady(
                            environment.getRequiredProperty("serai.database.embedded"));
                }
                return bean;
            }
        };
    }
}
