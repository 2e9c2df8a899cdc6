/** Calls of tenants' own making to a provider's API: the hub adds the credentials and takes nothing else along. */
@NullMarked
package dev.serai.call.proxy;

import org.jspecify.annotations.NullMarked;
