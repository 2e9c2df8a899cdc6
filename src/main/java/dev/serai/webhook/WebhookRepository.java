package dev.serai.webhook;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** The webhooks' rows; every way to them names the tenant. */
interface WebhookRepository extends Repository<WebhookEntity, UUID> {

    Optional<WebhookEntity> findByIdAndTenantId(UUID id, long tenantId);

    List<WebhookEntity> findByTenantIdOrderById(long tenantId);

    WebhookEntity saveAndFlush(WebhookEntity webhook);

    void delete(WebhookEntity webhook);

    void flush();
}
