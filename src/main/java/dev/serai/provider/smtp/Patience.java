package dev.serai.provider.smtp;

import java.time.Duration;

/**
 * How long mail servers are waited for.
 *
 * @param conversation for a whole conversation in which a message is sent, which may be large
 * @param test for one that only logs in
 * @param answer for each answer of the server; many are slow to give the first
 */
record Patience(Duration conversation, Duration test, Duration answer) {

    static final Patience STANDARD =
            new Patience(Duration.ofSeconds(60), Duration.ofSeconds(25), Duration.ofSeconds(20));
}
