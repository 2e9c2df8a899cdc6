/** What the hub may refuse: one sealed family that features throw and every contract tells in its own style. */
@NullMarked
package dev.serai.refusal;

import org.jspecify.annotations.NullMarked;
