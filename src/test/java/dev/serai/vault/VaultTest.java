package dev.serai.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {

    @TempDir
    private Path directory;

    private KeysetFile file;
    private Vault vault;

    @BeforeEach
    void openAVault() {
        file = new KeysetFile(directory.resolve("vault-keyset.json"), true);
        vault = Vault.with(file);
    }

    @Test
    void opensWhatItSealed() {
        byte[] sealed = vault.seal("webhook.secret:1", "geheim ü");
        assertThat(new String(sealed, java.nio.charset.StandardCharsets.UTF_8)).doesNotContain("geheim");
        assertThat(vault.open("webhook.secret:1", sealed)).isEqualTo("geheim ü");
        assertThat(vault.seal("webhook.secret:1", "geheim ü")).isNotEqualTo(sealed);
    }

    @Test
    void opensNothingThatWasCopiedToAnotherRowOrColumn() {
        byte[] sealed = vault.seal("webhook.secret:1", "s3cr3t");
        assertRefused("webhook.secret:2", sealed);
        assertRefused("webhook.headers:1", sealed);
    }

    @Test
    void opensNothingThatWasChangedOrCutShort() {
        byte[] sealed = vault.seal("p:1", "s3cr3t");
        sealed[sealed.length - 1] ^= 1;
        assertRefused("p:1", sealed);
        assertRefused("p:1", new byte[3]);
        assertRefused("p:1", new byte[0]);
    }

    @Test
    void opensNothingThatAnotherKeysetSealed() {
        assertRefused("p:1", vaultOf(Keyset.create()).seal("p:1", "s3cr3t"));
    }

    @Test
    void opensAtOnceWhatAnotherHubSealedUnderAKeyItHasNotSeenYet() {
        file.rotate();
        byte[] sealed = Vault.with(file).seal("p:1", "s3cr3t");
        assertThat(vault.open("p:1", sealed)).isEqualTo("s3cr3t");
    }

    @Test
    void sealsUnderTheNewKeyOnceItHasLooked() {
        Keyset rotated = file.rotate();
        vault.reload();
        assertThat(vault.seal("p:1", "s3cr3t")).startsWith(rotated.primaryPrefix());
    }

    @Test
    void keepsItsKeysetWhenTheFileBecomesAnotherOneOrUnreadable() throws IOException {
        byte[] sealed = vault.seal("p:1", "s3cr3t");
        for (String replacement : new String[] {Keyset.create().json(), "broken"}) {
            Files.writeString(file.path(), replacement);
            vault.reload();
            assertThat(vault.open("p:1", sealed)).isEqualTo("s3cr3t");
            assertThat(vault.open("p:1", vault.seal("p:1", "more"))).isEqualTo("more");
        }
        Files.delete(file.path());
        vault.reload();
        assertThat(vault.open("p:1", sealed)).isEqualTo("s3cr3t");
    }

    @Test
    void doesNotStartOnABrokenKeysetAndNamesTheSetting() throws IOException {
        Files.writeString(file.path(), "broken");
        assertThatExceptionOfType(VaultFault.class)
                .isThrownBy(() -> Vault.with(file))
                .withMessageContaining("SERAI_DATA_DIR");
        assertThatExceptionOfType(VaultFault.class)
                .isThrownBy(() -> Vault.with(KeysetOrigin.of("{\"top\":\"secret\"}", null, null)))
                .withMessageContaining("SERAI_VAULT_KEYSET")
                .withMessageNotContaining("secret");
        assertThatExceptionOfType(VaultFault.class)
                .isThrownBy(() -> Vault.with(KeysetOrigin.of(" ", "/nowhere/keyset.json", null)))
                .withMessageContaining("SERAI_VAULT_KEYSET_FILE");
    }

    @Test
    void doesNotChooseBetweenTwoKeysets() {
        assertThatExceptionOfType(VaultFault.class)
                .isThrownBy(() -> KeysetOrigin.of(Keyset.create().json(), "keyset.json", null))
                .withMessageContaining("both set");
    }

    @Test
    void showsNoKeysetInText() {
        String json = Keyset.create().json();
        assertThat(new GivenKeyset(json)).hasToString("GivenKeyset[json=********]");
        assertThat(new VaultProperties(json, null).toString()).doesNotContain("primaryKeyId");
    }

    private static Vault vaultOf(Keyset keyset) {
        return Vault.with(new GivenKeyset(keyset.json()));
    }

    private void assertRefused(String purpose, byte[] sealed) {
        assertThatExceptionOfType(VaultFault.class)
                .isThrownBy(() -> vault.open(purpose, sealed))
                .withMessageContaining(purpose)
                .withMessageNotContaining("s3cr3t")
                .withNoCause();
    }
}
