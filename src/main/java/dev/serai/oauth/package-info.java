/** OAuth 2.0 (RFC 6749) with the providers: authorising, refreshing and revoking, driven by the providers' files. */
@NullMarked
package dev.serai.oauth;

import org.jspecify.annotations.NullMarked;
