package dev.serai.api;

import java.util.List;
import java.util.Random;

/** Values that nobody expects: a collection of known troublemakers, and whatever chance makes. */
final class HostileValues {

    /** JSON that may come where another value is expected; not all of it is JSON. */
    private static final List<String> KNOWN = List.of(
            "null",
            "true",
            "-1",
            "0",
            "3.5",
            "1e400",
            "1e1000000000",
            "-1e-1000000000",
            "9".repeat(400),
            "9".repeat(1_200),
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udfff\\ud800\"",
            "\"\\u202e\\ufeff\\uffff\"",
            "\"😀\"",
            "\"" + "x".repeat(256) + "\"",
            "\"" + "x".repeat(100_000) + "\"",
            "\"'; DROP TABLE tenant; --\"",
            "\"<script>alert(1)</script>\"",
            "\"${sys:user.home} #{1+1} {{x}} %s %n\"",
            "\"../../etc/passwd\"",
            "\"http://169.254.169.254/\"",
            "\"https://[::1]:99999/\"",
            "\"https://user:pass@example.com/\"",
            "\"https://example.com/\\u0000\"",
            "\"a\\r\\nX-Evil: 1\"",
            "\"0000-01-01T00:00:00Z\"",
            "\"9999-12-31T23:59:60+18:30\"",
            "\"00000000-0000-0000-0000-000000000000\"",
            "[]",
            "[null]",
            "[[[[]]]]",
            "[\"application.created\",\"application.created\"]",
            "{}",
            "{\"\":{}}",
            "{\"a\\u0000\":1}",
            "{\"a\":1,\"a\":2}",
            "{\"X-Evil\\r\\nX-More\":\"1\"}",
            "{\"Host\":\"a\\r\\nX-Evil: 1\"}",
            "[".repeat(90) + "]".repeat(90),
            "[".repeat(5_000) + "]".repeat(5_000),
            "{\"a\":".repeat(500) + "1" + "}".repeat(500),
            "NaN",
            "'x'",
            "undefined",
            "");

    /** Text for parameters of paths and queries. */
    private static final List<String> TEXTS = List.of(
            "0",
            "-1",
            "1e9",
            "99999999999999999999",
            "null",
            "'",
            "\"",
            "a b",
            "😀",
            "\uffff",
            "*",
            "${x}",
            "{{x}}",
            "1 OR 1=1",
            "x".repeat(2_000),
            "2025-11-16T10:30:00Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59-18:00",
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff");

    private static final String KEYS = "abcdefgh";

    private final Random chance;

    HostileValues(Random chance) {
        this.chance = chance;
    }

    /** @return something in the place of a JSON value */
    String json() {
        return chance.nextBoolean() ? any(KNOWN) : made(3);
    }

    /** @return text that can be a parameter */
    String text() {
        return chance.nextInt(3) > 0
                ? any(TEXTS)
                : characters(1 + chance.nextInt(40)).replace("\0", "");
    }

    <T> T any(List<T> list) {
        return list.get(chance.nextInt(list.size()));
    }

    /** @param depth how deep it may be nested */
    private String made(int depth) {
        int most = depth == 0 ? 4 : 6;
        return switch (chance.nextInt(most)) {
            case 0 -> Boolean.toString(chance.nextBoolean());
            case 1 -> Long.toString(chance.nextLong() >> chance.nextInt(64));
            case 2 -> Double.toString(chance.nextGaussian() * Math.pow(10, chance.nextInt(40) - 20));
            case 3 -> quoted(characters(chance.nextInt(30)));
            case 4 -> {
                StringBuilder list = new StringBuilder("[");
                for (int i = chance.nextInt(4); i > 0; i--) {
                    list.append(made(depth - 1)).append(i > 1 ? "," : "");
                }
                yield list.append(']').toString();
            }
            default -> {
                StringBuilder object = new StringBuilder("{");
                for (int i = chance.nextInt(4); i > 0; i--) {
                    object.append(quoted(KEYS.substring(i, i + 1) + characters(chance.nextInt(4))))
                            .append(':')
                            .append(made(depth - 1))
                            .append(i > 1 ? "," : "");
                }
                yield object.append('}').toString();
            }
        };
    }

    /** Any characters that there are, those that need no second one and the others, but no halves. */
    private String characters(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int character = chance.nextBoolean() ? chance.nextInt(128) : chance.nextInt(Character.MAX_CODE_POINT + 1);
            if (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE) {
                text.appendCodePoint(character);
            }
        }
        return text.toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(unit -> {
            if (unit < 0x20 || unit == '"' || unit == '\\') {
                quoted.append(String.format("\\u%04x", unit));
            } else {
                quoted.append((char) unit);
            }
        });
        return quoted.append('"').toString();
    }
}
