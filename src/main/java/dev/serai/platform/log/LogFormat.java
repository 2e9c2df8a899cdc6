package dev.serai.platform.log;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Chooses the log's form before the first line is written. */
public class LogFormat implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        LogProperties properties = Binder.get(environment).bindOrCreate("serai.log", LogProperties.class);
        if (properties.format() == LogProperties.Format.JSON) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource(
                            "logFormat", Map.of("logging.structured.format.console", JsonLines.class.getName())));
        }
    }
}
