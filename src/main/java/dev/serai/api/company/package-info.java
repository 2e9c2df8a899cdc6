/** The {@code company} contract: requirement document 003 in its own words, over the common domain. */
@NullMarked
package dev.serai.api.company;

import org.jspecify.annotations.NullMarked;
