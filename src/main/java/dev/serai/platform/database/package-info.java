/** The PostgreSQL that the hub brings along, for when it is given none. */
@NullMarked
package dev.serai.platform.database;

import org.jspecify.annotations.NullMarked;
