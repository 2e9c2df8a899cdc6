/** SMTP: messages of any provider of mail, sent through camel-mail, with one endpoint for all connections. */
@NullMarked
package dev.serai.provider.smtp;

import org.jspecify.annotations.NullMarked;
