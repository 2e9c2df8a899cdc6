/** {@code /docs}: the contracts as a page on which a person can try them. */
@NullMarked
package dev.serai.api.docs;

import org.jspecify.annotations.NullMarked;
