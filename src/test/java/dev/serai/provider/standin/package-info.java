/** What the tests' stand-ins of providers are made of: an HTTP server on loopback that fails whenever a test wants. */
@NullMarked
package dev.serai.provider.standin;

import org.jspecify.annotations.NullMarked;
