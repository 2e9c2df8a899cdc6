package dev.serai.webhook;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The webhooks' rows; every way to them names the tenant. */
interface WebhookRepository extends Repository<WebhookEntity, UUID> {

    // Written out, because Hibernate plans a derived query anew each time.
    @Query("SELECT w FROM WebhookEntity w WHERE w.id = :id AND w.tenantId = :tenantId")
    Optional<WebhookEntity> findByIdAndTenantId(UUID id, long tenantId);

    @Query("SELECT w FROM WebhookEntity w WHERE w.tenantId = :tenantId ORDER BY w.id")
    List<WebhookEntity> findByTenantIdOrderById(long tenantId);

    WebhookEntity saveAndFlush(WebhookEntity webhook);

    void delete(WebhookEntity webhook);

    void flush();
}
