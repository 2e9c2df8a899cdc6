package dev.serai.platform.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.SimpleBeanDefinitionRegistry;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ScannedGenericBeanDefinition;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.MethodMetadata;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.util.ClassUtils;

/** What there is in the program, without starting any of it. */
final class ProgramSurroundings implements Surroundings {

    private static final String CLASSES = "classpath*:dev/serai/**/*.class";

    private final Environment environment;
    private final Map<String, String> classes = new TreeMap<>();
    private final SimpleSyntax simple = new SimpleSyntax(new DefaultCamelContext());

    ProgramSurroundings(Environment environment) {
        this.environment = environment;
        try {
            MetadataReaderFactory reader = new CachingMetadataReaderFactory();
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(CLASSES)) {
                takeDown(reader.getMetadataReader(file));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void takeDown(MetadataReader type) {
        AnnotationMetadata annotations = type.getAnnotationMetadata();
        if (!annotations.isConcrete()
                || !annotations.isAnnotated(org.springframework.stereotype.Component.class.getName())) {
            return;
        }
        BeanDefinitionRegistry none = new SimpleBeanDefinitionRegistry();
        classes.put(
                AnnotationBeanNameGenerator.INSTANCE.generateBeanName(new ScannedGenericBeanDefinition(type), none),
                annotations.getClassName());
        for (MethodMetadata method : annotations.getAnnotatedMethods(Bean.class.getName())) {
            names(method).forEach(name -> classes.put(name, method.getReturnTypeName()));
        }
    }

    private static List<String> names(MethodMetadata method) {
        Map<String, Object> bean = method.getAnnotationAttributes(Bean.class.getName());
        String[] given = bean == null ? new String[0] : (String[]) bean.get("name");
        return given.length == 0 ? List.of(method.getMethodName()) : List.of(given);
    }

    @Override
    public Optional<Class<?>> bean(String name) {
        return Optional.ofNullable(classes.get(name)).map(type -> ClassUtils.resolveClassName(type, null));
    }

    @Override
    public Collection<String> beans() {
        return classes.keySet();
    }

    @Override
    public boolean hasProperty(String name) {
        return environment.containsProperty(name);
    }

    @Override
    public Collection<String> operations(String specification) {
        // The documents are checked by themselves.
        return List.of();
    }

    @Override
    public Optional<String> faultOfSimple(String text, boolean condition) {
        return simple.fault(text, condition);
    }
}
