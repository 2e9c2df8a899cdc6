/** Where the hub is found from outside. */
@NullMarked
package dev.serai.address;

import org.jspecify.annotations.NullMarked;
