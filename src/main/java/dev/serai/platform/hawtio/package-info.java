/** Hawtio's pages on the management port: the routes as diagrams, with their figures, to watch and to operate. */
@NullMarked
package dev.serai.platform.hawtio;

import org.jspecify.annotations.NullMarked;
