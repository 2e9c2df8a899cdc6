/** The development inbox: a receiver of webhooks in the hub itself, to look at what arrives. */
@NullMarked
package dev.serai.inbox;

import org.jspecify.annotations.NullMarked;
