package dev.serai.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.refusal.Invalid;
import dev.serai.vault.Vault;
import dev.serai.vault.VaultFault;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where a caller's read stands, as an opaque text that only the caller keeps. Sealed for its connection: what it leads to,
 * such as a provider's address, can't be made up by anybody.
 */
@Component
class ReadMark {

    private static final String PURPOSE = "read-mark:";

    private final Vault vault;
    private final ObjectMapper json;

    ReadMark(Vault vault, ObjectMapper json) {
        this.vault = vault;
        this.json = json;
    }

    /**
     * Where a read stands.
     *
     * @param type the data type
     * @param cursor where the read of changes began; null: everything is read
     * @param position where the next page begins; null: the read has come to its end
     * @param newestAt the latest change that it has seen; null: none
     * @param begunAt when it began
     * @param filters what is wanted only
     */
    record Standing(
            String type,
            @Nullable String cursor,
            @Nullable String position,
            @Nullable Instant newestAt,
            Instant begunAt,
            Map<String, String> filters) {}

    String write(UUID connectionId, Standing standing) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(vault.seal(PURPOSE + connectionId, json.writeValueAsString(standing)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a standing always becomes JSON", impossible);
        }
    }

    /** @throws Invalid when it is none of this connection and data type */
    Standing read(UUID connectionId, String type, String text) {
        try {
            Standing standing = json.readValue(
                    vault.open(PURPOSE + connectionId, Base64.getUrlDecoder().decode(text)), Standing.class);
            if (standing.type().equals(type)) {
                return standing;
            }
        } catch (VaultFault | IllegalArgumentException | JsonProcessingException forged) {
            throw new Invalid("cursor", "is none that this hub gave for this integration; leave it out to begin anew");
        }
        throw new Invalid("cursor", "belongs to another data type; leave it out to begin anew");
    }
}
