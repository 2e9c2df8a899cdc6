package dev.serai.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;

/**
 * A set of AES256-GCM keys, one of which, the primary, seals; all of them open. Each sealed value begins with the five
 * bytes that name its key (Tink's output prefix: 0x01 and the key's id, big-endian).
 */
final class Keyset {

    /** How many bytes of a sealed value name its key. */
    static final int PREFIX_LENGTH = 5;

    static {
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException broken) {
            throw new ExceptionInInitializerError(broken);
        }
    }

    private final KeysetHandle handle;
    private final Aead aead;
    private final Map<ByteBuffer, AesGcmKey> keysByPrefix;

    private Keyset(KeysetHandle handle) throws GeneralSecurityException {
        this.handle = handle;
        this.keysByPrefix = keysByPrefix(handle);
        this.aead = handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    /** @return a new keyset with one key */
    static Keyset create() {
        try {
            return new Keyset(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("every Java runtime has AES-GCM", broken);
        }
    }

    /**
     * Reads a keyset.
     *
     * @param json Tink's JSON form, in clear
     * @param name where it comes from, for the message
     * @throws VaultFault when it can't be read or holds another kind of key
     */
    static Keyset parse(String json, String name) {
        try {
            return new Keyset(TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException | RuntimeException unusable) {
            throw new VaultFault(name + " is not a Tink keyset of AES256_GCM keys in JSON");
        }
    }

    /** @return the keyset and one more key, which is the primary now */
    Keyset withNewPrimary() {
        try {
            return new Keyset(KeysetHandle.newBuilder(handle)
                    .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                            .withRandomId()
                            .makePrimary())
                    .build());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("a keyset always takes one more key", broken);
        }
    }

    /** @return Tink's JSON form, in clear: a secret */
    String json() {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("a keyset that was read can be written", broken);
        }
    }

    /** @return the primary key's id as Tink's tools print it: an unsigned number */
    String primaryId() {
        return Integer.toUnsignedString(handle.getPrimary().getId());
    }

    /** @return what a value sealed under the primary key begins with */
    byte[] primaryPrefix() {
        return ((AesGcmKey) handle.getPrimary().getKey()).getOutputPrefix().toByteArray();
    }

    /** @return whether the value's first bytes name a key of this set */
    boolean knowsKeyOf(byte[] sealed) {
        return sealed.length >= PREFIX_LENGTH && keysByPrefix.containsKey(ByteBuffer.wrap(sealed, 0, PREFIX_LENGTH));
    }

    /** @return whether this set opens all that a hub with the other one seals: it holds the other's primary key */
    boolean succeeds(Keyset other) {
        AesGcmKey key = keysByPrefix.get(ByteBuffer.wrap(other.primaryPrefix()));
        return key != null && key.equalsKey(other.handle.getPrimary().getKey());
    }

    /** @return encryption and decryption, made once because making it costs more than using it */
    Aead aead() {
        return aead;
    }

    private static Map<ByteBuffer, AesGcmKey> keysByPrefix(KeysetHandle handle) throws GeneralSecurityException {
        Map<ByteBuffer, AesGcmKey> keys = new HashMap<>();
        for (int index = 0; index < handle.size(); index++) {
            // Only a key with Tink's prefix says which values are its own, and rotation depends on that.
            if (!(handle.getAt(index).getKey() instanceof AesGcmKey key)
                    || key.getParameters().getVariant() != AesGcmParameters.Variant.TINK
                    || key.getParameters().getKeySizeBytes() != 32) {
                throw new GeneralSecurityException("another kind of key");
            }
            keys.put(ByteBuffer.wrap(key.getOutputPrefix().toByteArray()), key);
        }
        return Map.copyOf(keys);
    }
}
