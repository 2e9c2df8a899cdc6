/** Mail that goes out, whatever provider carries it: what it may be, and how it is written as MIME. */
@NullMarked
package dev.serai.mail;

import org.jspecify.annotations.NullMarked;
