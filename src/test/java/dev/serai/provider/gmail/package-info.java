@NullMarked
package dev.serai.provider.gmail;

import org.jspecify.annotations.NullMarked;
