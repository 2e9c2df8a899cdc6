/** The only way out of the hub: guarded HTTP that reaches public addresses, within bounds of time and size. */
@NullMarked
package dev.serai.egress;

import org.jspecify.annotations.NullMarked;
