package dev.serai.tenancy;

/**
 * The owner of everything in the hub; every query is scoped by it.
 *
 * @param id our own key, small so that the indexes on the hot path stay small
 * @param kind which claim named it
 * @param externalId its id as the token's claim has it
 */
public record Tenant(long id, TenantKind kind, String externalId) {}
