package dev.serai.platform.jmx;

import org.apache.camel.CamelContext;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has Camel make its MBeans our way, from the first one on. */
@Configuration(proxyBeanMethods = false)
class JmxConfiguration {

    @Bean
    static BeanPostProcessor oneFormPerKind() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof CamelContext camel) {
                    camel.getCamelContextExtension().setManagementMBeanAssembler(new OneFormPerKind(camel));
                }
                return bean;
            }
        };
    }
}
