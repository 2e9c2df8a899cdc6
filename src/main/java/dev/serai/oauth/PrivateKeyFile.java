package dev.serai.oauth;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads RSA keys as programs write them: PEM (RFC 7468) around PKCS #8 (RFC 5958) or PKCS #1 (RFC 8017). */
final class PrivateKeyFile {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----(?<base64>[^-]*)-----END (RSA )?PRIVATE KEY-----");

    /** Version 0 and the algorithm rsaEncryption, which PKCS #8 puts before a key of PKCS #1. */
    private static final byte[] RSA = {
        0x02,
        0x01,
        0x00,
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    private PrivateKeyFile() {}

    /**
     * @param text the file; line breaks may be written as {@code \n}, as they must be in JSON that is put into JSON
     * @throws GeneralSecurityException when the key is not one of RSA
     * @throws IllegalArgumentException when there is no key in it
     */
    static PrivateKey parse(String text) throws GeneralSecurityException {
        Matcher pem = PEM.matcher(text.replace("\\n", "\n").replace("\\r", ""));
        if (!pem.find()) {
            throw new IllegalArgumentException("no private key in PEM");
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.group("base64"));
        byte[] key = pem.group(1) == null ? der : wrapped(der);
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
    }

    private static byte[] wrapped(byte[] rsaKey) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(RSA);
        content.writeBytes(element(OCTET_STRING, rsaKey));
        return element(SEQUENCE, content.toByteArray());
    }

    /** An element of DER (X.690, section 8.1): what it is, how long it is, and what is in it. */
    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.length;
        if (length < 0x80) {
            element.write(length);
        } else {
            int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            element.write(0x80 | bytes);
            for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
                element.write(length >>> shift);
            }
        }
        element.writeBytes(content);
        return element.toByteArray();
    }
}
