/** Gmail, called through Camel's component: mail is listed, read, sent, and its changes followed by Gmail's history. */
@NullMarked
package dev.serai.provider.gmail;

import org.jspecify.annotations.NullMarked;
