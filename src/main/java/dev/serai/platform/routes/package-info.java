/** Loading the routes, and following their files while the hub runs. */
@NullMarked
package dev.serai.platform.routes;

import org.jspecify.annotations.NullMarked;
