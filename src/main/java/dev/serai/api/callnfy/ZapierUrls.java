package dev.serai.api.callnfy;

import dev.serai.address.PublicUrl;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.UserInPath;
import org.springframework.stereotype.Component;

/** Where a user's Zaps bring events in. */
@Component
class ZapierUrls {

    private final PublicUrl hub;

    ZapierUrls(PublicUrl hub) {
        this.hub = hub;
    }

    String of(Tenant user) {
        return hub.of("webhooks", "zapier", UserInPath.written(user.externalId()));
    }
}
