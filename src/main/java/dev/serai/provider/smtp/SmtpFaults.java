package dev.serai.provider.smtp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.egress.OutboundFailure;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ErrorRules;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.Providers;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells what a mail server's refusal asks for: by its status, and by the enhanced one (RFC 3463) where it gives one. */
@Component
class SmtpFaults {

    /** A reply line: the status, and perhaps an enhanced status in front of the text. */
    private static final Pattern REPLY =
            Pattern.compile("[245][0-9]{2}[ -](?:([245]\\.[0-9]{1,3}\\.[0-9]{1,3}) ?)?(.*)");

    private static final int LONGEST_TEXT = 200;

    private final Providers providers;

    SmtpFaults(Providers providers) {
        this.providers = providers;
    }

    /**
     * What a server said to a command.
     *
     * @param status such as 550
     * @param reply the whole reply, in one line
     * @param address the recipient that it was about; empty: none
     */
    private record Refusal(int status, String reply, String address) {}

    /**
     * @param failed what the conversation ended with
     * @param outOfTime whether the hub ended it because it took too long
     */
    ProviderFault of(MessagingException failed, SmtpSender sender, MailServer server, boolean outOfTime) {
        if (outOfTime) {
            return unreachable(server, "Connection timeout");
        }
        List<Throwable> causes = causes(failed);
        return refusal(causes, sender)
                .map(refusal -> told(refusal, sender.account()))
                .orElseGet(() -> unreachable(causes, server));
    }

    private static List<Throwable> causes(Throwable failed) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failed; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    /** What was said of a recipient or of the message comes first; one that will never be taken before one that may. */
    private static Optional<Refusal> refusal(List<Throwable> causes, SmtpSender sender) {
        List<Refusal> said = new ArrayList<>();
        for (Throwable cause : causes) {
            String reply = String.valueOf(cause.getMessage());
            if (cause instanceof SMTPAddressFailedException refused) {
                said.add(new Refusal(
                        refused.getReturnCode(), reply, refused.getAddress().getAddress()));
            } else if (cause instanceof SMTPSenderFailedException refused) {
                said.add(new Refusal(refused.getReturnCode(), reply, ""));
            } else if (cause instanceof SMTPSendFailedException refused) {
                said.add(new Refusal(refused.getReturnCode(), reply, ""));
            }
        }
        if (said.isEmpty() && sender.lastStatus() >= 400 && causes.stream().noneMatch(SmtpFaults::isOfTheNetwork)) {
            said.add(new Refusal(
                    sender.lastStatus(), String.valueOf(causes.get(0).getMessage()), ""));
        }
        // What is no status says that the server went away.
        return said.stream().filter(refusal -> refusal.status() >= 400).max(Comparator.comparingInt(Refusal::status));
    }

    private static boolean isOfTheNetwork(Throwable cause) {
        return cause instanceof IOException || cause instanceof OutboundFailure;
    }

    private ProviderFault told(Refusal refusal, SmtpAccount account) {
        Matcher reply = REPLY.matcher(refusal.reply().strip());
        boolean regular = reply.matches();
        String enhanced = regular && reply.group(1) != null ? reply.group(1) : null;
        String text = shown(regular ? reply.group(2) : refusal.reply(), account);
        ErrorRules rules = providers.find(Smtp.PROVIDER).map(Provider::errors).orElse(ErrorRules.STANDARD);
        ObjectNode words = JsonNodeFactory.instance.objectNode().put("text", text);
        if (enhanced != null) {
            words.put("enhanced", enhanced);
        }
        ErrorClass kind = rules.classify(refusal.status(), words).orElse(ErrorClass.RETRY);
        String said = "SMTP " + refusal.status() + (enhanced == null ? "" : " " + enhanced)
                + (text.isEmpty() ? "" : ", " + text);
        String message = kind == ErrorClass.REAUTHORISE
                ? "Authentication failed: Invalid credentials (" + said + ")"
                : Smtp.NAME + " refused " + (refusal.address().isEmpty() ? "the message" : refusal.address()) + " ("
                        + said + ")";
        return new ProviderFault(kind, message, null, enhanced == null ? Integer.toString(refusal.status()) : enhanced);
    }

    /** What a server writes goes to the connection's owner, so it is kept short, in one line, and free of the password. */
    private static String shown(String text, SmtpAccount account) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (line.contains(account.password())) {
            return "";
        }
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
    }

    private static ProviderFault unreachable(List<Throwable> causes, MailServer server) {
        for (Throwable cause : causes) {
            if (cause instanceof SmtpConversation.NoLogIn) {
                return new ProviderFault(
                        ErrorClass.PERMANENT, Smtp.NAME + " " + server.host() + " offers no way to log in");
            }
            if (cause instanceof OutboundFailure refused) {
                return refused.kind() == OutboundFailure.Kind.REFUSED
                        ? new ProviderFault(ErrorClass.OPERATOR, unreachableText(server, refused.getMessage()))
                        : unreachable(server, String.valueOf(refused.getMessage()));
            }
            if (cause instanceof SSLException) {
                return new ProviderFault(
                        ErrorClass.OPERATOR,
                        unreachableText(
                                server,
                                "no encryption that holds could be agreed on (certificate and name are checked)"));
            }
            if (cause instanceof SocketTimeoutException) {
                return unreachable(server, "Connection timeout");
            }
            if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
                return unreachable(server, "Connection refused");
            }
        }
        boolean plain = causes.stream()
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("STARTTLS"));
        return plain
                ? new ProviderFault(
                        ErrorClass.OPERATOR,
                        unreachableText(
                                server, "it does not offer STARTTLS, and the hub never falls back to plain text"))
                : unreachable(server, "it ended the conversation");
    }

    private static ProviderFault unreachable(MailServer server, String why) {
        return new ProviderFault(ErrorClass.RETRY, unreachableText(server, why));
    }

    private static String unreachableText(MailServer server, @Nullable String why) {
        return Smtp.NAME + " " + server.host() + ":" + server.port() + " can't be used: " + why;
    }
}
