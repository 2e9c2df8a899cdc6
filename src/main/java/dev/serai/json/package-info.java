/** Reads the JSON that others send. */
@NullMarked
package dev.serai.json;

import org.jspecify.annotations.NullMarked;
