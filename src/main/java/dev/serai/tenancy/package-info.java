/** Who is calling, for which tenant, and what they may do. */
@NullMarked
package dev.serai.tenancy;

import org.jspecify.annotations.NullMarked;
