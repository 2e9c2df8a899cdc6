/** Where routes begin that do work which waits in the database. */
@NullMarked
package dev.serai.source;

import org.jspecify.annotations.NullMarked;
