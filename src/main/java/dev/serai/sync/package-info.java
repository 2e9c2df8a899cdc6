/** Records of providers: read a page at a time, or synced into the hub in the background. */
@NullMarked
package dev.serai.sync;

import org.jspecify.annotations.NullMarked;
