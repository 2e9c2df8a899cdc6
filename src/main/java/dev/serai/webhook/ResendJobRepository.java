package dev.serai.webhook;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** The bulk resends' rows; every way to them names the tenant. */
interface ResendJobRepository extends Repository<ResendJobEntity, UUID> {

    ResendJobEntity save(ResendJobEntity job);

    Optional<ResendJobEntity> findByIdAndTenantId(UUID id, long tenantId);
}
