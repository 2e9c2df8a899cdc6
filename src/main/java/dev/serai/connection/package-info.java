/** Connections: a tenant's links to providers, with their credentials and how they fare. */
@NullMarked
package dev.serai.connection;

import org.jspecify.annotations.NullMarked;
