package dev.serai.provider.gmail;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Gmail is called.
 *
 * @param timeout property {@code serai.gmail.timeout}: for one call, with its answer
 */
@ConfigurationProperties("serai.gmail")
public record GmailProperties(@DefaultValue("20s") Duration timeout) {}
