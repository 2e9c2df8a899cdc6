package dev.serai.webhook.delivery;

import java.util.UUID;
import org.springframework.stereotype.Component;

/** This hub among the others that share its database. Each start is a new one. */
@Component
class HubNode {

    private final UUID id = UUID.randomUUID();

    UUID id() {
        return id;
    }
}
