/** Calls to providers through a tenant's connection: its credentials go along. */
@NullMarked
package dev.serai.call;

import org.jspecify.annotations.NullMarked;
