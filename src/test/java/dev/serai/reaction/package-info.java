/** Routes that react to events. */
@NullMarked
package dev.serai.reaction;

import org.jspecify.annotations.NullMarked;
