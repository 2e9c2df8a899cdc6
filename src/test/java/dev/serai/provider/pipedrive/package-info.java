/** Pipedrive on loopback, and what the hub does with a provider that is a folder alone. */
@NullMarked
package dev.serai.provider.pipedrive;

import org.jspecify.annotations.NullMarked;
