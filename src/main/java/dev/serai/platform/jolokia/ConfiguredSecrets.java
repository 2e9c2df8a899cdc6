package dev.serai.platform.jolokia;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** The secrets that this hub was started with, to be found wherever they turn up. */
final class ConfiguredSecrets {

    /** A shorter one would be found in any text. */
    private static final int SHORTEST = 8;

    /** Such as a token's URL: it is about a secret and none itself. */
    private static final Pattern HARMLESS = Pattern.compile(
            "(url|uri|file|path|host|port|sock|lifetime|permissions|enabled)$", Pattern.CASE_INSENSITIVE);

    private ConfiguredSecrets() {}

    /** @return the values of all settings whose names say that they are secret */
    static Set<String> of(ConfigurableEnvironment environment) {
        Set<String> secrets = new TreeSet<>();
        environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .map(EnumerablePropertySource.class::cast)
                .forEach(source -> {
                    for (String name : source.getPropertyNames()) {
                        Object value = isSecret(name) ? source.getProperty(name) : null;
                        if (value != null && value.toString().length() >= SHORTEST) {
                            secrets.add(value.toString());
                        }
                    }
                });
        return secrets;
    }

    private static boolean isSecret(String name) {
        return SecretNames.isSecret(name) && !HARMLESS.matcher(name).find();
    }
}
