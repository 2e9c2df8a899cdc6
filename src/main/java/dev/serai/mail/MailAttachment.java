package dev.serai.mail;

/**
 * A file that goes along with a message.
 *
 * @param filename its name, without a path
 * @param contentType its media type, such as {@code application/pdf}, without parameters
 * @param content what is in it
 */
public record MailAttachment(String filename, String contentType, byte[] content) {

    /** @return never what is in it */
    @Override
    public String toString() {
        return "MailAttachment[" + contentType + ", " + content.length + " bytes]";
    }
}
