/** Webhooks: who is told of what, and everything that brings an event to its receiver. */
@NullMarked
package dev.serai.webhook;

import org.jspecify.annotations.NullMarked;
