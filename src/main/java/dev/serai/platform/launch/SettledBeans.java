package dev.serai.platform.launch;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * Tells Spring as soon as all beans are declared that they are, so that it remembers which of them have a type. By itself
 * it does so only after the web server has been made, and until then goes through all declarations for every bean that
 * another needs: a fifth of a start.
 */
@Component
class SettledBeans implements BeanFactoryPostProcessor, Ordered {

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        // What is declared after this all the same makes Spring forget what it remembers.
        beans.freezeConfiguration();
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
