/** The hub's own contract: how events come in, and who did what. */
@NullMarked
package dev.serai.api.hub;

import org.jspecify.annotations.NullMarked;
