/** Wires the features' meters and figures to what Prometheus scrapes. */
@NullMarked
package dev.serai.platform.metrics;

import org.jspecify.annotations.NullMarked;
