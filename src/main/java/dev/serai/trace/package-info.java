/** What the hub is at work on: named in its log lines, and told to a collector of traces where there is one. */
@NullMarked
package dev.serai.trace;

import org.jspecify.annotations.NullMarked;
