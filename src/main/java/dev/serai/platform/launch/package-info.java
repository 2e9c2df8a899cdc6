/** How the program is started: with the settings for the JVM that it was measured with, and with its classes at hand. */
@NullMarked
package dev.serai.platform.launch;

import org.jspecify.annotations.NullMarked;
