/** Routes that react to events: each event that was accepted comes to them, once it is committed and at least once. */
@NullMarked
package dev.serai.reaction;

import org.jspecify.annotations.NullMarked;
