package dev.serai.platform.management;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.tenancy.OperatorPermission;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where Hawtio's script logs in and out and asks who it is: it knows these paths. */
@Configuration(proxyBeanMethods = false)
class LoginPages {

    @Bean
    ManagementPage login(Gate gate, Sessions sessions, ObjectMapper json) {
        return new ManagementPage("/hawtio/auth/login", null, () -> new LoginServlet(gate, sessions, json));
    }

    @Bean
    ManagementPage logout(Sessions sessions) {
        return new ManagementPage("/hawtio/auth/logout", null, () -> new LogoutServlet(sessions));
    }

    @Bean
    ManagementPage user(ObjectMapper json) {
        return new ManagementPage("/hawtio/user", OperatorPermission.WATCH, () -> new UserServlet(json));
    }
}
