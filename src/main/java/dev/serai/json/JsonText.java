package dev.serai.json;

import dev.serai.refusal.Invalid;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Whether bytes are text that JSON may be written in: UTF-8 alone (RFC 8259, section 8.1), and escapes that stand for
 * characters (section 8.2). The parser takes other encodings, overlong forms and lone surrogates as well, and they would
 * become other characters further on.
 */
final class JsonText {

    private static final int SLICE = 8 * 1024;

    private JsonText() {}

    /**
     * Checks bytes.
     *
     * @param field what a fault is told of
     * @throws Invalid naming the field
     */
    static void check(String field, byte[] body) {
        boolean ascii = true;
        boolean surrogates = false;
        for (int i = 0; i < body.length; i++) {
            byte unit = body[i];
            ascii &= unit > 0;
            // An escape of the range D800 to DFFF; which of them is alone is looked into only when there is one.
            surrogates |= unit == '\\' && i + 2 < body.length && body[i + 1] == 'u' && (body[i + 2] | 0x20) == 'd';
        }
        if (!ascii) {
            requireUtf8(field, body);
        }
        if (surrogates) {
            requirePairs(field, body);
        }
    }

    private static void requireUtf8(String field, byte[] body) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(body);
        CharBuffer slice = CharBuffer.allocate(SLICE);
        while (true) {
            var outcome = decoder.decode(bytes, slice, true);
            if (outcome.isError()) {
                throw new Invalid(field, "is not valid UTF-8, at byte " + bytes.position());
            }
            if (outcome.isUnderflow()) {
                break;
            }
            slice.clear();
        }
        for (byte unit : body) {
            if (unit == 0) {
                throw new Invalid(field, "must be JSON in UTF-8, without NUL bytes");
            }
        }
    }

    private static void requirePairs(String field, byte[] body) {
        boolean open = false;
        for (int i = 0; i < body.length; i++) {
            int escape = body[i] == '\\' ? escaped(body, i) : -1;
            boolean low = escape >= 0xdc00 && escape <= 0xdfff;
            if (open != low) {
                throw new Invalid(field, "has half a surrogate pair, at byte " + i);
            }
            open = escape >= 0xd800 && escape <= 0xdbff;
            if (body[i] == '\\') {
                i += escape < 0 ? 1 : 5;
            }
        }
    }

    /** @return what an escape of four hexadecimal digits stands for; -1 for another escape */
    private static int escaped(byte[] body, int at) {
        if (at + 5 >= body.length || body[at + 1] != 'u') {
            return -1;
        }
        int value = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(body[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
