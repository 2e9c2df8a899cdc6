/** Checks of connections: scheduled ones, spread over time, and those that somebody asks for. */
@NullMarked
package dev.serai.health;

import org.jspecify.annotations.NullMarked;
