/**
 * What the providers share that are called through Camel's Google components: the way out for Google's client, and the
 * steps around a call that give it its connection's token and nobody else's.
 */
@NullMarked
package dev.serai.google;

import org.jspecify.annotations.NullMarked;
