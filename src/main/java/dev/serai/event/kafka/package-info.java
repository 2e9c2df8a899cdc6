/** Events from a Kafka topic: reading records, taking them in by batches, and setting aside what can be no event. */
@NullMarked
package dev.serai.event.kafka;

import org.jspecify.annotations.NullMarked;
