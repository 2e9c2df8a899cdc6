@NullMarked
package dev.serai.api.provider;

import org.jspecify.annotations.NullMarked;
