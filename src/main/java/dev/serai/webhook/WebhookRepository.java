package dev.serai.webhook;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The webhooks' rows; every way to them names the tenant, and tells those that were subscribed with a key apart. */
interface WebhookRepository extends Repository<WebhookEntity, UUID> {

    // Written out, because Hibernate plans a derived query anew each time.
    @Query("SELECT w FROM WebhookEntity w WHERE w.id = :id AND w.tenantId = :tenantId AND w.keyId IS NULL")
    Optional<WebhookEntity> findByIdAndTenantId(UUID id, long tenantId);

    @Query("SELECT w FROM WebhookEntity w WHERE w.tenantId = :tenantId AND w.keyId IS NULL ORDER BY w.id")
    List<WebhookEntity> findByTenantIdOrderById(long tenantId);

    @Query("SELECT w FROM WebhookEntity w WHERE w.tenantId = :tenantId AND w.keyId IS NOT NULL ORDER BY w.id")
    List<WebhookEntity> findSubscribed(long tenantId);

    WebhookEntity saveAndFlush(WebhookEntity webhook);
}
