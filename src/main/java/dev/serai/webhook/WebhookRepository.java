package dev.serai.webhook;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** The webhooks' rows; every way to them names the tenant. */
interface WebhookRepository extends Repository<WebhookEntity, UUID> {

    Optional<WebhookEntity> findByIdAndTenantId(UUID id, long tenantId);

    /** Keeps others from changing a webhook: of two at once, one waits for the other instead of failing. */
    @Query(
            value = "SELECT id FROM webhook WHERE id = :id AND tenant_id = :tenantId FOR NO KEY UPDATE",
            nativeQuery = true)
    Optional<UUID> lock(@Param("id") UUID id, @Param("tenantId") long tenantId);

    List<WebhookEntity> findByTenantIdOrderById(long tenantId);

    WebhookEntity saveAndFlush(WebhookEntity webhook);

    void delete(WebhookEntity webhook);

    void flush();
}
