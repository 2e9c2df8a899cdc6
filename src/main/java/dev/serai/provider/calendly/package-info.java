/** What Calendly needs beyond its file: whose things are asked for, and what of them has changed. */
@NullMarked
package dev.serai.provider.calendly;

import org.jspecify.annotations.NullMarked;
