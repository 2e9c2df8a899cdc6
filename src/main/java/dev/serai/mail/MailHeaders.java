package dev.serai.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.UnsupportedEncodingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what others wrote into a message, which may be anything. */
public final class MailHeaders {

    private MailHeaders() {}

    /** @return a header with its encoded words decoded (RFC 2047); null when there is none */
    public static @Nullable String decoded(@Nullable String header) {
        if (header == null) {
            return null;
        }
        try {
            return MimeUtility.decodeText(header);
        } catch (UnsupportedEncodingException unknown) {
            return header;
        }
    }

    /** @return the addresses in a header, decoded; the whole header when it has none that can be read; none for null */
    public static List<String> addresses(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return List.of();
        }
        try {
            return Stream.of(InternetAddress.parseHeader(header, false))
                    .map(InternetAddress::toUnicodeString)
                    .toList();
        } catch (AddressException unreadable) {
            return List.of(header);
        }
    }

    /**
     * Reads a text.
     *
     * @param contentType what its part says that it is; null: nothing
     * @return what it says in UTF-8, and only where it is none in the charset that its part names
     */
    public static String text(byte[] bytes, @Nullable String contentType) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException another) {
            return new String(bytes, charset(contentType));
        }
    }

    private static Charset charset(@Nullable String contentType) {
        try {
            @Nullable String named = contentType == null ? null : new ContentType(contentType).getParameter("charset");
            return named == null ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(named));
        } catch (ParseException | IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return StandardCharsets.UTF_8;
        }
    }
}
