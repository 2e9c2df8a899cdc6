package dev.serai.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A webhook's row. The columns of {@code webhook_health} are only read here: the delivery engine writes them, without
 * locking what the owner edits.
 */
@Entity
// What is sealed is written only by who changes it, and never put back as it was before the vault's key changed.
@DynamicUpdate
@Table(name = "webhook")
@SecondaryTable(name = "webhook_health", pkJoinColumns = @PrimaryKeyJoinColumn(name = "webhook_id"))
class WebhookEntity {

    @Id
    UUID id;

    @Column(updatable = false)
    long tenantId;

    String name;
    String url;
    String status;

    @JdbcTypeCode(SqlTypes.ARRAY)
    String[] events;

    byte[] secret;
    byte @Nullable [] previousSecret;

    @Nullable
    Instant previousSecretUntil;

    byte[] headers;
    int retryAttempts;
    int timeoutMs;

    @Nullable
    UUID connectionId;

    @Nullable
    String description;

    /** The key that subscribed it; null: its owner registered it. */
    @Column(updatable = false)
    @Nullable
    UUID keyId;

    @Column(updatable = false)
    Instant createdAt;

    Instant updatedAt;

    @Version
    int version;

    @Column(table = "webhook_health", insertable = false, updatable = false)
    @Nullable
    Long successCount;

    @Column(table = "webhook_health", insertable = false, updatable = false)
    @Nullable
    Long failureCount;

    @Column(table = "webhook_health", insertable = false, updatable = false)
    @Nullable
    Instant lastSuccessAt;

    @Column(table = "webhook_health", insertable = false, updatable = false)
    @Nullable
    Instant lastFailureAt;

    @Column(table = "webhook_health", insertable = false, updatable = false)
    @Nullable
    Instant pausedAt;

    WebhookStatus shownStatus() {
        WebhookStatus configured = WebhookStatus.of(status);
        return configured == WebhookStatus.ACTIVE && pausedAt != null ? WebhookStatus.PAUSED : configured;
    }
}
