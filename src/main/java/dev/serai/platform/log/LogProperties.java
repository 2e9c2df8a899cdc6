package dev.serai.platform.log;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the log is written.
 *
 * @param format property {@code serai.log.format}: {@code text} for people, {@code json} for programs, an object a line
 */
@ConfigurationProperties("serai.log")
record LogProperties(@DefaultValue("text") Format format) {

    enum Format {
        TEXT,
        JSON
    }
}
