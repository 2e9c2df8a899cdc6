package dev.serai.egress;

import java.time.Duration;
import java.util.List;

/** The way out as tests configure it. */
final class Egress {

    private Egress() {}

    /** The defaults, with these ranges open. */
    static EgressProperties properties(String... open) {
        return properties(16, open);
    }

    static EgressProperties properties(int connectionsPerHost, String... open) {
        return new EgressProperties(
                List.of(open),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                512,
                connectionsPerHost,
                2);
    }
}
