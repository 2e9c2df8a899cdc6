/** Jolokia on the management port: what Hawtio may read and do through it, and how secrets are kept out of it. */
@NullMarked
package dev.serai.platform.jolokia;

import org.jspecify.annotations.NullMarked;
