/** Slack: messages by incoming webhooks and by a bot, through camel-slack, with one endpoint for all connections. */
@NullMarked
package dev.serai.provider.slack;

import org.jspecify.annotations.NullMarked;
