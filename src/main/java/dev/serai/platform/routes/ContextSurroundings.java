package dev.serai.platform.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.rest.RestDefinition;
import org.apache.camel.support.ResourceHelper;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** What there is in a hub that runs. */
final class ContextSurroundings implements Surroundings {

    private static final Pattern OPERATION = Pattern.compile("^ +operationId: *['\"]?([\\w-]+)", Pattern.MULTILINE);

    private final ApplicationContext context;
    private final ModelCamelContext camel;
    private final Environment environment;
    private final SimpleSyntax simple;
    private final Map<String, List<String>> operations;

    ContextSurroundings(ApplicationContext context, ModelCamelContext camel) {
        this.context = context;
        this.camel = camel;
        this.environment = context.getEnvironment();
        this.simple = new SimpleSyntax(camel);
        this.operations = servedOperations(camel);
    }

    @Override
    public Optional<Class<?>> bean(String name) {
        return typeInContext(name)
                .or(() -> Optional.ofNullable(camel.getRegistry().lookupByName(name))
                        .map(AopUtils::getTargetClass));
    }

    /** What a route that this hub leaves out names is not made only to be looked at. */
    private Optional<Class<?>> typeInContext(String name) {
        return Optional.of(name)
                .filter(context::containsBean)
                .<Class<?>>map(bean -> context.getType(bean, false))
                .filter(type -> !Proxy.isProxyClass(type))
                .map(ClassUtils::getUserClass);
    }

    @Override
    public Collection<String> beans() {
        return List.of(context.getBeanDefinitionNames());
    }

    @Override
    public boolean hasComponent(String scheme) {
        return camel.hasComponent(scheme) != null || Surroundings.super.hasComponent(scheme);
    }

    @Override
    public boolean hasProperty(String name) {
        return environment.containsProperty(name)
                || camel.getPropertiesComponent().resolveProperty(name).isPresent();
    }

    @Override
    public Collection<String> operations(String specification) {
        return operations.getOrDefault(camel.resolvePropertyPlaceholders(specification), List.of());
    }

    /** A document that is changed now holds after the next start. */
    private static Map<String, List<String>> servedOperations(ModelCamelContext camel) {
        Map<String, List<String>> served = new HashMap<>();
        for (RestDefinition rest : camel.getRestDefinitions()) {
            if (rest.getOpenApi() == null) {
                continue;
            }
            String specification =
                    camel.resolvePropertyPlaceholders(rest.getOpenApi().getSpecification());
            try (InputStream text = ResourceHelper.resolveMandatoryResourceAsInputStream(camel, specification)) {
                String document = new String(text.readAllBytes(), StandardCharsets.UTF_8);
                served.put(
                        specification,
                        OPERATION
                                .matcher(document)
                                .results()
                                .map(found -> found.group(1))
                                .toList());
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return served;
    }

    @Override
    public Optional<String> faultOfSimple(String text, boolean condition) {
        return simple.fault(text, condition);
    }
}
