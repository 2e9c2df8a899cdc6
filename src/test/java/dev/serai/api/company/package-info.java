/** Specifications of the {@code company} contract, and how contracts are walked through. */
@NullMarked
package dev.serai.api.company;

import org.jspecify.annotations.NullMarked;
