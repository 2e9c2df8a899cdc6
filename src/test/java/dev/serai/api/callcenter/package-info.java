/** Specifications of the {@code callcenter} contract. */
@NullMarked
package dev.serai.api.callcenter;

import org.jspecify.annotations.NullMarked;
