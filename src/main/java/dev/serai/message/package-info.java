/** A tenant's events as messages that people read: each goes, in order, to its connections to messaging providers. */
@NullMarked
package dev.serai.message;

import org.jspecify.annotations.NullMarked;
