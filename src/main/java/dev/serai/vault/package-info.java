/** Secrets at rest: sealed under a rotatable keyset, bound to the place they are kept in. */
@NullMarked
package dev.serai.vault;

import org.jspecify.annotations.NullMarked;
