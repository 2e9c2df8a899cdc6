package dev.serai.api.docs;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Swagger UI's own files, from its jar: the page needs nothing from the internet. */
@Configuration(proxyBeanMethods = false)
class DocsAssets implements WebMvcConfigurer {

    // The version's folder is part of the jar's layout and changes with the dependency in the pom.
    private static final String ASSETS = "classpath:/META-INF/resources/webjars/swagger-ui/5.31.0/";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/docs/ui/**")
                .addResourceLocations(ASSETS)
                .setCacheControl(CacheControl.maxAge(Duration.ofHours(1)));
    }
}
