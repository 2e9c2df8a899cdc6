package dev.serai.provider.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlackTextsTest {

    @Test
    void dataCanNeitherMentionAnybodyNorHideALink() {
        assertThat(of("Call <!channel>", "From", "<https://evil.example|Ada> & *Bob*"))
                .isEqualTo("*Call &lt;!channel&gt;*\nFrom: &lt;https://evil.example|Ada&gt; &amp; *Bob*");
    }

    @Test
    void aStarInATitleDoesNotEndIt() {
        assertThat(of("5 * stars", "A", "b")).startsWith("*5 ∗ stars*");
    }

    @Test
    void aMessageThatIsTooLongIsCutBetweenCharacters() {
        List<Map<String, String>> lines = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            lines.add(Map.of("name", "Name", "value", "&".repeat(i) + "😀".repeat(50)));
        }

        String text = SlackTexts.of(new ObjectMapper().valueToTree(Map.of("title", "Long", "lines", lines)));

        assertThat(text).hasSizeLessThanOrEqualTo(3_900).endsWith("…");
        assertThat(text.substring(0, text.length() - 1)).doesNotContainPattern("&[a-z]{0,3}$");
        assertThat(text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF)).isTrue();
    }

    private static String of(String title, String name, String value) {
        return SlackTexts.of(new ObjectMapper()
                .valueToTree(Map.of("title", title, "lines", List.of(Map.of("name", name, "value", value)))));
    }
}
