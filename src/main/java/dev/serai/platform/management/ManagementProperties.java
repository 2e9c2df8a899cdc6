package dev.serai.platform.management;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the management port is.
 *
 * @param port property {@code management.server.port}: the port; 0: any free one; -1: there is none; null: a thousand
 *     above the API's, or a free one where that is taken
 * @param address property {@code management.server.address}: the address that it listens on
 */
@ConfigurationProperties("management.server")
record ManagementProperties(@Nullable Integer port, @DefaultValue("127.0.0.1") InetAddress address) {

    private static final int HIGHEST_PORT = 65535;
    private static final int ABOVE_THE_API = 1000;

    ManagementProperties {
        if (port != null && (port < -1 || port > HIGHEST_PORT)) {
            throw new IllegalArgumentException(
                    "management.server.port (MANAGEMENT_SERVER_PORT) must be -1 (none) to " + HIGHEST_PORT);
        }
    }

    boolean isOff() {
        return port != null && port == -1;
    }

    /** @return whether the port has been chosen by whoever runs the hub, so that no other will do */
    boolean isFixed() {
        return port != null && port > 0;
    }

    /**
     * Says which port to listen on.
     *
     * @param apiPort where the API is
     * @param anyPort whether the API was free to take any port
     * @return the port; 0: any free one
     */
    int portBeside(int apiPort, boolean anyPort) {
        if (port != null) {
            return port;
        }
        return anyPort || apiPort + ABOVE_THE_API > HIGHEST_PORT ? 0 : apiPort + ABOVE_THE_API;
    }
}
