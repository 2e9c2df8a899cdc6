/** The providers that the hub connects to, by what their files declare. */
@NullMarked
package dev.serai.provider;

import org.jspecify.annotations.NullMarked;
