/** The delivery engine: claims what is due, sends it signed, and records what came of it. */
@NullMarked
package dev.serai.webhook.delivery;

import org.jspecify.annotations.NullMarked;
