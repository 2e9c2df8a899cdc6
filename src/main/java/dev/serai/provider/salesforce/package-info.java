/** Salesforce, called through Camel's component: one for all organisations, each call with its connection's own token. */
@NullMarked
package dev.serai.provider.salesforce;

import org.jspecify.annotations.NullMarked;
