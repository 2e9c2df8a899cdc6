package dev.serai.connection;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A connection's row. */
@Entity
@Table(name = "connection")
class ConnectionEntity {

    @Id
    UUID id;

    @Column(updatable = false)
    long tenantId;

    String name;
    String provider;
    String type;
    String authType;
    String status;

    /** A JSON object, sealed as a whole: which of its values are secret is not for the database to know. */
    byte[] config;

    /** A JSON object. */
    String settings;

    @Nullable
    Instant lastSyncAt;

    @Nullable
    Instant lastHealthCheckAt;

    @Nullable
    String healthStatus;

    /** Whose account it is at the provider. */
    @Nullable
    String account;

    @Nullable
    String slot;

    @Column(updatable = false)
    Instant createdAt;

    Instant updatedAt;

    @Version
    int version;
}
