package dev.serai.api.edge;

/**
 * What an operation takes as its body.
 *
 * @param required whether there must be one
 * @param rule what it must be
 */
record JsonBody(boolean required, SchemaRule rule) {}
