package dev.serai.provider.smtp;

import java.util.Locale;
import java.util.Optional;

/** How a conversation with a mail server is protected. */
enum Security {
    /** It begins in clear, and goes on encrypted before the log-in; a server that can't is not talked to. */
    STARTTLS(587),
    /** It is encrypted from its first byte on. */
    TLS(465),
    /** It is not: only where somebody has said so. */
    NONE(25);

    private static final int TLS_PORT = 465;

    private final int standardPort;

    Security(int standardPort) {
        this.standardPort = standardPort;
    }

    int standardPort() {
        return standardPort;
    }

    /** @return what a word means; empty for any other word */
    static Optional<Security> of(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "starttls" -> Optional.of(STARTTLS);
            case "tls", "ssl", "smtps" -> Optional.of(TLS);
            case "none" -> Optional.of(NONE);
            default -> Optional.empty();
        };
    }

    /** @return what servers on a port speak, where nobody says it */
    static Security usualOn(int port) {
        return port == TLS_PORT ? TLS : STARTTLS;
    }
}
