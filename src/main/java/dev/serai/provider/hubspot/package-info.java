/** HubSpot: how its changes are read, which its file can't declare. */
@NullMarked
package dev.serai.provider.hubspot;

import org.jspecify.annotations.NullMarked;
