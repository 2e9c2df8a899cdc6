/** A stand-in of Calendly for tests, which keeps real state, and the tests that use it. */
@NullMarked
package dev.serai.provider.calendly;

import org.jspecify.annotations.NullMarked;
