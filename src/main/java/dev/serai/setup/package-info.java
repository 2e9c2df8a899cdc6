/** Connections that bring their credentials with them are tried with their provider before they are stored. */
@NullMarked
package dev.serai.setup;

import org.jspecify.annotations.NullMarked;
