/** A tenant's link to a provider: its state, health and logs. */
@NullMarked
package dev.serai.connection;

import org.jspecify.annotations.NullMarked;
