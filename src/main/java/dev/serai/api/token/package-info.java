/** {@code POST /token}: how clients get a token. */
@NullMarked
package dev.serai.api.token;

import org.jspecify.annotations.NullMarked;
