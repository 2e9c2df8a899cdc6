package dev.serai.provider;

import java.nio.file.Path;
import java.time.Clock;

/** Providers for tests that have no hub. */
public final class TestProviders {

    private TestProviders() {}

    /** @return the hub's own providers */
    public static Providers standard() {
        return in(Path.of("routes"));
    }

    /** @return the providers of a directory with routes, as they are now */
    public static Providers in(Path routes) {
        return new Providers(new ProviderFolder(routes, new ProviderForm(), Clock.systemUTC()));
    }
}
