/** The {@code framework} contract: requirement document 002 in its own words, over the common domain. */
@NullMarked
package dev.serai.api.framework;

import org.jspecify.annotations.NullMarked;
