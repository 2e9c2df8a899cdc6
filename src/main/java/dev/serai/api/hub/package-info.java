/** The hub's own contract: how events come in. */
@NullMarked
package dev.serai.api.hub;

import org.jspecify.annotations.NullMarked;
