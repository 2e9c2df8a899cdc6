/** Work that is due at a time: rows claimed by lease, so that any number of hubs share it and a crash loses none. */
@NullMarked
package dev.serai.schedule;

import org.jspecify.annotations.NullMarked;
