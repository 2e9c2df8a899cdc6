package dev.serai.platform.management;

import dev.serai.platform.HubHealth;
import dev.serai.tenancy.OperatorPermission;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pages that are always there. Probes have no credentials, and learn nothing but up or not. */
@Configuration(proxyBeanMethods = false)
class HealthPages {

    @Bean
    ManagementPage overallHealth(HubHealth health) {
        return new ManagementPage("/health", null, () -> new HealthServlet(health::overall));
    }

    @Bean
    ManagementPage readiness(HubHealth health) {
        return new ManagementPage("/health/readiness", null, () -> new HealthServlet(health::readiness));
    }

    @Bean
    ManagementPage liveness(HubHealth health) {
        return new ManagementPage("/health/liveness", null, () -> new HealthServlet(health::liveness));
    }

    @Bean
    ManagementPage nothingThere() {
        return new ManagementPage("/", OperatorPermission.WATCH, NothingThere::new);
    }
}
