/** Figures that only the database knows: how operators see what no single hub can count. */
@NullMarked
package dev.serai.figure;

import org.jspecify.annotations.NullMarked;
