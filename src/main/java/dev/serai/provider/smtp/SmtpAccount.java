package dev.serai.provider.smtp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.connection.OpenConnection;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import java.util.Locale;

/**
 * Who sends.
 *
 * @param email the sender's address
 * @param username the name to log in with
 * @param password what proves it
 */
record SmtpAccount(String email, String username, String password) {

    /** @throws ProviderFault when the connection's configuration lacks something */
    static SmtpAccount of(OpenConnection connection) {
        JsonNode config = connection.config();
        String username = text(config, "username", "user", "email", "account");
        String email = text(config, "email", "from", "username", "account");
        String password = text(config, "password", "smtp_password", "smtpPassword");
        if (!email.contains("@")) {
            throw missing("email");
        }
        if (password.isEmpty()) {
            throw missing("password");
        }
        return new SmtpAccount(email, username, password);
    }

    private static ProviderFault missing(String field) {
        return new ProviderFault(ErrorClass.REAUTHORISE, "The connection's configuration has no " + field);
    }

    /** @return the domain of the sender's address, in lower case */
    String domain() {
        return email.substring(email.lastIndexOf('@') + 1).strip().toLowerCase(Locale.ROOT);
    }

    private static String text(JsonNode config, String... names) {
        for (String name : names) {
            String value = config.path(name).asText("");
            if (!value.isBlank()) {
                return value;
            }
        }
        return "";
    }

    /** @return never the password */
    @Override
    public String toString() {
        return "SmtpAccount[" + email + "]";
    }
}
