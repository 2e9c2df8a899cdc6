package dev.serai.tenancy;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/** What a token allows, in its own words: the list {@code permissions} and the text {@code scope} (RFC 9068, section 2.2.3). */
final class Scopes {

    private Scopes() {}

    /** @return the words; some may belong to other systems */
    static Stream<String> of(Jwt jwt) {
        return Stream.concat(words(jwt.getClaim("permissions")), words(jwt.getClaim("scope")));
    }

    private static Stream<String> words(@Nullable Object claim) {
        if (claim instanceof Collection<?> list) {
            return list.stream().map(String::valueOf);
        }
        return claim instanceof String text ? Arrays.stream(text.split(" +")) : Stream.empty();
    }
}
