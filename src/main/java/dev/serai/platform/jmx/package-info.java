/** How Camel shows what runs in it to JMX, and so to Hawtio. */
@NullMarked
package dev.serai.platform.jmx;

import org.jspecify.annotations.NullMarked;
