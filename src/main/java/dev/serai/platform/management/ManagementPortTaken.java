package dev.serai.platform.management;

/** The management port that was asked for is in use, and the hub can't start. */
final class ManagementPortTaken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ManagementPortTaken(int port, RuntimeException reason) {
        super(
                "management.server.port (MANAGEMENT_SERVER_PORT): port " + port
                        + " is in use. Choose another one, 0 for any free one, or -1 to do without",
                reason);
    }
}
