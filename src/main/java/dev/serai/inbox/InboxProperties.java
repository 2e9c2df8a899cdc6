package dev.serai.inbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The development inbox.
 *
 * @param enabled property {@code serai.inbox.enabled}: whether it is there; it asks for no token, so only on a laptop
 */
@ConfigurationProperties("serai.inbox")
record InboxProperties(@DefaultValue("false") boolean enabled) {}
