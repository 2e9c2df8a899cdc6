package dev.serai.schedule;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How scheduled work is done.
 *
 * @param enabled property {@code serai.schedule.enabled}: whether this hub does any, or leaves it to the others
 */
@ConfigurationProperties("serai.schedule")
public record ScheduleProperties(@DefaultValue("true") boolean enabled) {}
