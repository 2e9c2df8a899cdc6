package dev.serai.connection;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The connections' rows; every way to them names the tenant. */
interface ConnectionRepository extends Repository<ConnectionEntity, UUID> {

    // Written out, because Hibernate plans a derived query anew each time.
    @Query("SELECT c FROM ConnectionEntity c WHERE c.id = :id AND c.tenantId = :tenantId")
    Optional<ConnectionEntity> findByIdAndTenantId(UUID id, long tenantId);

    /** The same, to be changed: of several changes at once each then builds on the one before, and none is lost. */
    @Query(
            "SELECT connection FROM ConnectionEntity connection WHERE connection.id = :id AND connection.tenantId = :tenantId")
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<ConnectionEntity> findToChange(UUID id, long tenantId);

    @Query("SELECT c FROM ConnectionEntity c WHERE c.tenantId = :tenantId ORDER BY c.id")
    List<ConnectionEntity> findByTenantIdOrderById(long tenantId);

    List<ConnectionEntity> findByTenantIdAndProviderOrderById(long tenantId, String provider);

    Optional<ConnectionEntity> findByTenantIdAndSlot(long tenantId, String slot);

    /** Keeps others from setting this slot up until the transaction ends, whether it is taken or not. */
    @Query(
            value = "SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('connection ' || :slot, :tenantId))",
            nativeQuery = true)
    int lockSlot(long tenantId, String slot);

    boolean existsByTenantIdAndSlotAndIdNot(long tenantId, String slot, UUID id);

    ConnectionEntity saveAndFlush(ConnectionEntity connection);

    void delete(ConnectionEntity connection);

    void flush();
}
