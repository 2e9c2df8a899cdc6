/** Wiring only: what turns the features into one running program. */
@NullMarked
package dev.serai.platform;

import org.jspecify.annotations.NullMarked;
