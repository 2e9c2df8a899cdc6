/** The way to a Kafka cluster: what is configured, the clients that are made of it, and Camel's component with them. */
@NullMarked
package dev.serai.kafka;

import org.jspecify.annotations.NullMarked;
