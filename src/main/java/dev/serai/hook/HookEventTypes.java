package dev.serai.hook;

import dev.serai.event.EventTypeSource;
import dev.serai.provider.Providers;
import java.util.Collection;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Makes known the event types that providers tell of, as their files are now. */
@Component
class HookEventTypes implements EventTypeSource {

    private final Providers providers;

    HookEventTypes(Providers providers) {
        this.providers = providers;
    }

    @Override
    public Collection<String> eventTypes() {
        return providers.all().stream()
                .map(provider -> provider.hooks())
                .filter(Objects::nonNull)
                .flatMap(hooks -> hooks.events().values().stream())
                .toList();
    }
}
