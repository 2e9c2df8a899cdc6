/** How providers tell the hub of what happens: one entrance, where every call has to prove whose it is. */
@NullMarked
package dev.serai.hook;

import org.jspecify.annotations.NullMarked;
