package dev.serai.platform.jolokia;

import java.util.regex.Pattern;

/** Which names say that what they name is secret. */
final class SecretNames {

    private static final Pattern SECRET = Pattern.compile(
            "secret|passw|passphrase|pwd|token|credential|bearer|cookie|session|signature|jwt|assertion|keyset"
                    // The beginning of authorization and its like, not of author.
                    + "|auth(?!or(?!iz))"
                    + "|(api|access|private|account|signing|encryption|consumer|master|zapier|callnfy|shared)[_.-]?key"
                    + "|(^|[_.-])(pass|pin|key)$",
            Pattern.CASE_INSENSITIVE);

    private SecretNames() {}

    /** @param name of a field, header, parameter or setting */
    static boolean isSecret(String name) {
        return SECRET.matcher(name).find();
    }
}
