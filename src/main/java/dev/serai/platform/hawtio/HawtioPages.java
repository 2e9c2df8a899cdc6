package dev.serai.platform.hawtio;

import dev.serai.platform.management.ManagementPage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where Hawtio is. Its scripts know that they are below this path. */
@Configuration(proxyBeanMethods = false)
class HawtioPages {

    @Bean
    ManagementPage hawtio() {
        return new ManagementPage("/hawtio/*", null, HawtioFiles::new);
    }
}
