/** What the hub tells through Kafka: kept in the transaction in which it happened, published in each tenant's order. */
@NullMarked
package dev.serai.outbox;

import org.jspecify.annotations.NullMarked;
