package dev.serai.node;

import java.util.UUID;
import org.springframework.stereotype.Component;

/** This hub among the others that share its database. Each start is a new one. */
@Component
public class HubNode {

    private final UUID id = UUID.randomUUID();

    /** Makes the identity of one run of a hub. */
    public HubNode() {}

    /** @return the id that this hub's claims carry until it stops */
    public UUID id() {
        return id;
    }
}
