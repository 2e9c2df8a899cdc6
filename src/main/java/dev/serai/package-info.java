/** The hub: where it starts. Each package below is one business word of it. */
@NullMarked
package dev.serai;

import org.jspecify.annotations.NullMarked;
