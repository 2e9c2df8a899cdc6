/** Google Calendar, called through Camel's component: appointments go there, and changes made there come back. */
@NullMarked
package dev.serai.provider.googlecalendar;

import org.jspecify.annotations.NullMarked;
