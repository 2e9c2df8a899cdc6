/** The HTTP server: threads, security, and the errors that no contract answers. */
@NullMarked
package dev.serai.platform.web;

import org.jspecify.annotations.NullMarked;
