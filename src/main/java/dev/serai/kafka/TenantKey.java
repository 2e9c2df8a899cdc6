package dev.serai.kafka;

import dev.serai.tenancy.TenantKind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How records name a tenant. Its key, such as {@code organization:acme}, keeps all that it is about in one partition. */
public final class TenantKey {

    private TenantKey() {}

    /** @return {@code organization}, {@code company}, {@code account} or {@code user} */
    public static String word(TenantKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** @return the key of the records about a tenant, in UTF-8 */
    public static byte[] of(TenantKind kind, String externalId) {
        return (word(kind) + ":" + externalId).getBytes(StandardCharsets.UTF_8);
    }
}
