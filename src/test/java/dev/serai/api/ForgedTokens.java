package dev.serai.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Tokens that look like a good one and don't hold. */
final class ForgedTokens {

    private ForgedTokens() {}

    /** @return forgeries of a token that holds */
    static List<String> of(String token) {
        String[] parts = token.split("\\.");
        return List.of(
                encoded("{\"alg\":\"none\"}") + "." + parts[1] + ".",
                encoded("{\"alg\":\"RS256\"}") + "." + parts[1] + "." + parts[2],
                parts[0] + "." + encoded("{\"sub\":\"x\",\"organizationId\":\"x\",\"companyId\":\"x\"}") + "."
                        + parts[2],
                parts[0] + "." + parts[1] + "." + encoded("another signature"),
                parts[0] + "." + parts[1],
                "e30.e30.e30",
                "czp_0000000000000000000000000000000000000000",
                "srk_0000000000000000000000000000000000000000",
                "a".repeat(4_000));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
