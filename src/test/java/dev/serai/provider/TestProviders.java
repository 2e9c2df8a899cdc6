package dev.serai.provider;

import dev.serai.trace.TestTraces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

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

    /** @return the settings of the hub's own providers, with what an operator has set by {@code serai.providers.…} */
    public static ProviderSettings settings(Providers providers, Map<String, Object> set) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("set", set));
        return new ProviderSettings(providers, environment);
    }

    /** @return what counts calls and tells nobody */
    public static ProviderTraffic traffic() {
        return new ProviderTraffic(new SimpleMeterRegistry(), TestTraces.untold());
    }

    /** Makes a call again that a busy machine has not answered in time: it may be made twice. */
    public static <T> T patiently(Supplier<T> call) {
        for (int left = 20; ; left--) {
            try {
                return call.get();
            } catch (ProviderFault fault) {
                boolean late = String.valueOf(fault.getMessage()).contains("Connection timeout");
                if (!late || left == 0) {
                    throw fault;
                }
            }
        }
    }

    /** @return the same provider without the pace of a connection, where that is not what is tested */
    public static Provider unpaced(Provider known) {
        return new Provider(
                known.id(),
                known.name(),
                known.category(),
                known.authentication(),
                known.settings(),
                known.fields(),
                known.health(),
                known.paging(),
                Limits.UNKNOWN,
                known.errors(),
                known.headers(),
                known.dataTypes(),
                known.hooks());
    }
}
