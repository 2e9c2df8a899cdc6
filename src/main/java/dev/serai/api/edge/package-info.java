/** What every request passes before and after its contract: identity, validation, and the answer's headers. */
@NullMarked
package dev.serai.api.edge;

import org.jspecify.annotations.NullMarked;
