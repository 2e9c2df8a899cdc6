package dev.serai.platform.routes;

import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the routes are. */
@Configuration(proxyBeanMethods = false)
class RouteFolderConfiguration {

    @Bean
    RouteFolder routeFolder(@Value("${serai.routes-dir}") Path routes, Clock clock) {
        return new RouteFolder(routes, clock);
    }
}
