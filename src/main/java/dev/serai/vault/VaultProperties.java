package dev.serai.vault;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which keyset secrets are sealed with. With neither, the hub makes one in its data directory at its first start.
 *
 * @param keyset property {@code serai.vault.keyset}: a Tink keyset in JSON; null or blank: not given
 * @param keysetFile property {@code serai.vault.keyset-file}: the path of a file with one; null or blank: not given
 */
@ConfigurationProperties("serai.vault")
record VaultProperties(@Nullable String keyset, @Nullable String keysetFile) {

    @Override
    public String toString() {
        return "VaultProperties[keyset=********, keysetFile=" + keysetFile + "]";
    }
}
