@NullMarked
package dev.serai.provider.outlook;

import org.jspecify.annotations.NullMarked;
