/** What the hub promises when it, its database or its neighbours die: tried on the real jar, as processes of their own. */
@NullMarked
package dev.serai.crash;

import org.jspecify.annotations.NullMarked;
