/** This hub as one of several on the same database. */
@NullMarked
package dev.serai.node;

import org.jspecify.annotations.NullMarked;
