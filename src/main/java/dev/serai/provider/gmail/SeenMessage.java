package dev.serai.provider.gmail;

import com.google.api.services.gmail.model.Message;
import org.jspecify.annotations.Nullable;

/**
 * A message as it was found.
 *
 * @param id Gmail's id for it
 * @param message null: it is there no more
 */
record SeenMessage(String id, @Nullable Message message) {}
