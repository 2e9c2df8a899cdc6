/** Appointments that a product and a calendar both change: what each says, and which of them counts. */
@NullMarked
package dev.serai.sync.appointment;

import org.jspecify.annotations.NullMarked;
