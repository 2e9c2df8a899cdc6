/** A stand-in of Google's OAuth and Calendar for tests: it keeps real state, and fails as Google does. */
@NullMarked
package dev.serai.provider.google;

import org.jspecify.annotations.NullMarked;
