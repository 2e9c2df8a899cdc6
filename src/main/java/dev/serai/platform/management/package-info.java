/** The port for those who run the hub: its health, its metrics and its routes, behind an access control of its own. */
@NullMarked
package dev.serai.platform.management;

import org.jspecify.annotations.NullMarked;
