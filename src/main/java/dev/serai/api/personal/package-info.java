/** The {@code personal} contract (requirement document 000): one user's integrations, set up with credentials in hand. */
@NullMarked
package dev.serai.api.personal;

import org.jspecify.annotations.NullMarked;
