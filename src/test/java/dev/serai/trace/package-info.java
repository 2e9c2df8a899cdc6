/** Tests of traces, and what stands in for a collector. */
@NullMarked
package dev.serai.trace;

import org.jspecify.annotations.NullMarked;
