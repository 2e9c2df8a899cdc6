package dev.serai.connection;

import dev.serai.tenancy.Tenant;
import java.util.UUID;

@org.springframework.stereotype.Service
public class Connections {
    public Object get(Tenant t, UUID id) {
        throw new dev.serai.refusal.NotFound("Integration not found");
    }
}
