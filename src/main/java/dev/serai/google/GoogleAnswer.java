package dev.serai.google;

import org.jspecify.annotations.Nullable;

/**
 * What Google answered, as far as whoever asked takes it for an answer: everything else is a
 * {@link dev.serai.provider.ProviderFault}.
 *
 * @param status 200 for a success, or one of those that were asked for
 * @param body what came with a success, in Google's model; null: nothing
 */
public record GoogleAnswer(int status, @Nullable Object body) {}
