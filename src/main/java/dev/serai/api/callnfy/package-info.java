/** The {@code callnfy} contract (requirement document 001): one user's Google Calendar and Zapier. */
@NullMarked
package dev.serai.api.callnfy;

import org.jspecify.annotations.NullMarked;
