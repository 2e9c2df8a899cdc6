package dev.serai.provider;

import org.jspecify.annotations.Nullable;

/**
 * What an operator may set for a provider, as {@code serai.providers.<id>.<key>}.
 *
 * @param standard what holds when nothing is set; null: nothing
 * @param description what it is for; null: its key says it
 * @param secret whether its value must not be shown
 */
public record Setting(@Nullable String standard, @Nullable String description, boolean secret) {}
