/** Outlook, called through Microsoft Graph: mail is listed, read, sent, and its changes followed by Graph's delta. */
@NullMarked
package dev.serai.provider.outlook;

import org.jspecify.annotations.NullMarked;
