package dev.serai.platform.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
