package dev.serai.platform.jolokia;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.platform.management.ManagementPage;
import dev.serai.tenancy.OperatorPermission;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Where Jolokia is; Hawtio looks for it there. */
@Configuration(proxyBeanMethods = false)
class JolokiaPages {

    @Bean
    ManagementPage jolokia(ObjectMapper json, ConfigurableEnvironment environment) {
        return new ManagementPage(
                "/jolokia/*",
                OperatorPermission.WATCH,
                () -> new JolokiaServlet(json, new Masking(json, new SecretTexts(ConfiguredSecrets.of(environment)))));
    }
}
