package dev.serai.platform.web;

import jakarta.servlet.Filter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * What every request passes first: Spring Security's firewall against malformed requests, and its headers for answers.
 * Nothing more of it, since nothing here is remembered by a browser: no session, no login, no cookie to forge. Tokens are
 * read at the door of the contracts, because each of them says in its own style what is wrong with one.
 */
@Configuration(proxyBeanMethods = false)
class WebSecurity {

    private static final int BEFORE_ALL_OTHERS = -100;

    @Bean
    FilterRegistrationBean<Filter> firewallAndHeaders(ObjectProvider<RequestRejectedHandler> refused) {
        FilterRegistrationBean<Filter> registration =
                new FilterRegistrationBean<>(Firewall.filter(refused.getIfUnique()));
        registration.setOrder(BEFORE_ALL_OTHERS);
        return registration;
    }
}
