package dev.serai.platform.hawtio;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What Hawtio offers.
 *
 * @param debugger whether messages can be held at steps of routes; every message takes a little longer for it, whether or
 *     not somebody debugs
 */
@ConfigurationProperties("serai.hawtio")
record HawtioProperties(boolean debugger) {}
