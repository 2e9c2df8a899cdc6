/** How log lines look. */
@NullMarked
package dev.serai.platform.log;

import org.jspecify.annotations.NullMarked;
