package dev.serai.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyTemplates;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysetTest {

    private static final byte[] CLEAR = {1, 2, 3};
    private static final byte[] PLACE = {9};

    @Test
    void opensWhatItSealedAfterItWasWrittenAndRead() throws Exception {
        Keyset keyset = Keyset.create();
        byte[] sealed = keyset.aead().encrypt(CLEAR, PLACE);
        assertThat(Keyset.parse(keyset.json(), "test").aead().decrypt(sealed, PLACE))
                .isEqualTo(CLEAR);
    }

    @Test
    void sealsUnderTheNewKeyAndStillOpensWhatTheOldOneSealed() throws Exception {
        Keyset old = Keyset.create();
        byte[] sealed = old.aead().encrypt(CLEAR, PLACE);
        Keyset rotated = old.withNewPrimary();
        assertThat(rotated.primaryId()).isNotEqualTo(old.primaryId());
        assertThat(rotated.aead().decrypt(sealed, PLACE)).isEqualTo(CLEAR);
        byte[] resealed = rotated.aead().encrypt(CLEAR, PLACE);
        assertThat(Arrays.copyOf(resealed, Keyset.PREFIX_LENGTH)).isEqualTo(rotated.primaryPrefix());
        assertThat(old.knowsKeyOf(resealed)).isFalse();
        assertThat(rotated.knowsKeyOf(sealed)).isTrue();
    }

    @Test
    void succeedsOnlyAKeysetWhosePrimaryKeyItHolds() {
        Keyset old = Keyset.create();
        assertThat(old.withNewPrimary().succeeds(old)).isTrue();
        assertThat(old.succeeds(old.withNewPrimary())).isFalse();
        assertThat(Keyset.create().succeeds(old)).isFalse();
    }

    @Test
    void knowsNoKeyOfSomethingTooShort() {
        assertThat(Keyset.create().knowsKeyOf(new byte[4])).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "secret-that-must-not-leak", "{\"primaryKeyId\":1,\"key\":[]}"})
    void refusesWhatIsNoKeysetWithoutRepeatingIt(String json) {
        assertThatExceptionOfType(VaultFault.class)
                .isThrownBy(() -> Keyset.parse(json, "serai.vault.keyset"))
                .withMessage("serai.vault.keyset is not a Tink keyset of AES256_GCM keys in JSON")
                .withNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AES128_GCM", "AES256_GCM_RAW", "CHACHA20_POLY1305"})
    void refusesAnotherKindOfKey(String template) throws Exception {
        Keyset.create();
        String json = TinkJsonProtoKeysetFormat.serializeKeyset(
                KeysetHandle.generateNew(KeyTemplates.get(template)), InsecureSecretKeyAccess.get());
        assertThatExceptionOfType(VaultFault.class).isThrownBy(() -> Keyset.parse(json, "test"));
    }
}
