package dev.serai.platform.routes;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

/** What there is in a hub that runs. */
final class ContextSurroundings implements Surroundings {

    private final ApplicationContext context;
    private final CamelContext camel;
    private final Environment environment;
    private final SimpleSyntax simple;

    ContextSurroundings(ApplicationContext context, CamelContext camel) {
        this.context = context;
        this.camel = camel;
        this.environment = context.getEnvironment();
        this.simple = new SimpleSyntax(camel);
    }

    @Override
    public Optional<Class<?>> bean(String name) {
        Object bean = camel.getRegistry().lookupByName(name);
        return Optional.ofNullable(bean).map(AopUtils::getTargetClass);
    }

    @Override
    public Collection<String> beans() {
        return List.of(context.getBeanDefinitionNames());
    }

    @Override
    public boolean hasComponent(String scheme) {
        return camel.hasComponent(scheme) != null || camel.getComponent(scheme, true, false) != null;
    }

    @Override
    public boolean hasProperty(String name) {
        return environment.containsProperty(name)
                || camel.getPropertiesComponent().resolveProperty(name).isPresent();
    }

    @Override
    public Optional<String> faultOfSimple(String text, boolean condition) {
        return simple.fault(text, condition);
    }
}
