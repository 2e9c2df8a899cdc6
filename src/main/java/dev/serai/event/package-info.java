/** The event log: what may happen, taking it in so that nothing is lost, and who is told. */
@NullMarked
package dev.serai.event;

import org.jspecify.annotations.NullMarked;
