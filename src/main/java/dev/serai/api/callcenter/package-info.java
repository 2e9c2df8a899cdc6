/** The {@code callcenter} contract: requirement document 004 in its own words, over the common domain. */
@NullMarked
package dev.serai.api.callcenter;

import org.jspecify.annotations.NullMarked;
