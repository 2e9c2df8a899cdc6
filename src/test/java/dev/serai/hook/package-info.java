/** Tests of the entrance for what providers tell. */
@NullMarked
package dev.serai.hook;

import org.jspecify.annotations.NullMarked;
