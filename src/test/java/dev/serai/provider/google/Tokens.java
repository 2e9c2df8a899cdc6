package dev.serai.provider.google;

/**
 * A pair of tokens that a user has granted.
 *
 * @param access the access token
 * @param refresh the refresh token
 */
public record Tokens(String access, String refresh) {}
