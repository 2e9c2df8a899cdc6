/** Calls to providers through a tenant's connection: its credentials go along, and what comes of it is kept as its health. */
@NullMarked
package dev.serai.call;

import org.jspecify.annotations.NullMarked;
