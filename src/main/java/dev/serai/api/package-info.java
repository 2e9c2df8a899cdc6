/** The HTTP side of the hub: one edge for all contracts, and beside it one thin dialect per contract. */
@NullMarked
package dev.serai.api;

import org.jspecify.annotations.NullMarked;
