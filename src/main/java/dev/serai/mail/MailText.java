package dev.serai.mail;

/** What may stand in a header. */
final class MailText {

    private MailText() {}

    /** @return whether a text has a line break or another control character, which a header must not have */
    static boolean hasControls(String text) {
        return text.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029);
    }
}
