/** HubSpot on loopback, and what the hub does with it. */
@NullMarked
package dev.serai.provider.hubspot;

import org.jspecify.annotations.NullMarked;
