@NullMarked
package dev.serai.mail;

import org.jspecify.annotations.NullMarked;
