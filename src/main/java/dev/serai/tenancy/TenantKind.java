package dev.serai.tenancy;

/** Whose data it is: each kind is named by one claim of the token. The same id under two kinds is two tenants. */
public enum TenantKind {
    ORGANIZATION("organizationId"),
    COMPANY("companyId"),
    ACCOUNT("accountId"),
    USER("sub");

    private final String claim;

    TenantKind(String claim) {
        this.claim = claim;
    }

    /** @return the name of the token's claim that carries the tenant's id */
    public String claim() {
        return claim;
    }
}
