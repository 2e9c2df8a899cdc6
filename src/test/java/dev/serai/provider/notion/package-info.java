/** Notion on loopback, and what the hub does with a provider that is a folder alone. */
@NullMarked
package dev.serai.provider.notion;

import org.jspecify.annotations.NullMarked;
