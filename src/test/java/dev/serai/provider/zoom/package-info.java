/** A stand-in of Zoom for tests, which keeps real state, and the tests that use it. */
@NullMarked
package dev.serai.provider.zoom;

import org.jspecify.annotations.NullMarked;
