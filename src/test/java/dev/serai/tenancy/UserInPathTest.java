package dev.serai.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserInPathTest {

    @ParameterizedTest
    @ValueSource(strings = {"user_123", "auth0|65f", "ada@example.com", "a b", "ä😀", "a~b", "a.b", "..."})
    void leavesAnIdAsItIsWhereAPathCanHoldIt(String id) {
        assertThat(UserInPath.written(id)).isEqualTo(id);
        assertThat(UserInPath.read(id)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a\\b", "100%", "a;b", "a\nb", "~", "~YQ", ".", "..", "a\u2028b"})
    void writesAnyOtherSoThatItCanBeReadAgain(String id) {
        assertThat(UserInPath.written(id)).matches("~[A-Za-z0-9_-]+");
        assertThat(UserInPath.read(UserInPath.written(id))).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"~!", "~a", "~a=b"})
    void readsWhatItNeverWroteAsItStands(String segment) {
        assertThat(UserInPath.read(segment)).isEqualTo(segment);
    }
}
