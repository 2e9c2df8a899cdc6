package dev.serai.provider.googlecalendar;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How calendars are kept in sync.
 *
 * @param timeout property {@code serai.calendar.timeout}: for one call of Google, with its answer
 * @param poll property {@code serai.calendar.poll}: how often a calendar is looked at that tells nothing by itself
 * @param pollWithChannel property {@code serai.calendar.poll-with-channel}: how often one is looked at that does, in case
 *     a notice was lost
 * @param channelLifetime property {@code serai.calendar.channel-lifetime}: how long a push channel is asked for
 * @param channelRenewal property {@code serai.calendar.channel-renewal}: how long before its end it is renewed
 * @param channelRetry property {@code serai.calendar.channel-retry}: how long after Google refused a channel it is asked
 *     again
 */
@ConfigurationProperties("serai.calendar")
public record CalendarProperties(
        @DefaultValue("30s") Duration timeout,
        @DefaultValue("5m") Duration poll,
        @DefaultValue("30m") Duration pollWithChannel,
        @DefaultValue("7d") Duration channelLifetime,
        @DefaultValue("12h") Duration channelRenewal,
        @DefaultValue("6h") Duration channelRetry) {}
