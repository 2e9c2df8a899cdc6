package dev.serai.provider.smtp;

import java.util.Map;
import java.util.Optional;

/** The servers of large providers of mail: by the domains of their addresses, and by where domains have their mail go. */
final class KnownServers {

    private static final MailServer GMAIL = starttls("smtp.gmail.com");
    private static final MailServer OFFICE = starttls("smtp.office365.com");
    private static final MailServer OUTLOOK = starttls("smtp-mail.outlook.com");
    private static final MailServer ICLOUD = starttls("smtp.mail.me.com");
    private static final MailServer YAHOO = tls("smtp.mail.yahoo.com");
    private static final MailServer AOL = tls("smtp.aol.com");
    private static final MailServer FASTMAIL = tls("smtp.fastmail.com");
    private static final MailServer ZOHO = tls("smtp.zoho.com");
    private static final MailServer ZOHO_EU = tls("smtp.zoho.eu");
    private static final MailServer GMX_DE = starttls("mail.gmx.net");
    private static final MailServer GMX = starttls("mail.gmx.com");
    private static final MailServer WEB_DE = starttls("smtp.web.de");
    private static final MailServer T_ONLINE = tls("securesmtp.t-online.de");
    private static final MailServer YANDEX = tls("smtp.yandex.com");
    private static final MailServer MAIL_RU = tls("smtp.mail.ru");
    private static final MailServer QQ = tls("smtp.qq.com");
    private static final MailServer NETEASE = tls("smtp.163.com");
    private static final MailServer MAILBOX = tls("smtp.mailbox.org");
    private static final MailServer POSTEO = tls("posteo.de");
    private static final MailServer ORANGE = tls("smtp.orange.fr");
    private static final MailServer IONOS = starttls("smtp.ionos.com");
    private static final MailServer IONOS_DE = starttls("smtp.ionos.de");
    private static final MailServer OVH = tls("ssl0.ovh.net");
    private static final MailServer MIGADU = tls("smtp.migadu.com");

    private static final Map<String, MailServer> BY_DOMAIN = Map.ofEntries(
            Map.entry("gmail.com", GMAIL),
            Map.entry("googlemail.com", GMAIL),
            Map.entry("outlook.com", OUTLOOK),
            Map.entry("outlook.de", OUTLOOK),
            Map.entry("outlook.fr", OUTLOOK),
            Map.entry("hotmail.com", OUTLOOK),
            Map.entry("hotmail.de", OUTLOOK),
            Map.entry("hotmail.fr", OUTLOOK),
            Map.entry("hotmail.co.uk", OUTLOOK),
            Map.entry("live.com", OUTLOOK),
            Map.entry("live.de", OUTLOOK),
            Map.entry("msn.com", OUTLOOK),
            Map.entry("icloud.com", ICLOUD),
            Map.entry("me.com", ICLOUD),
            Map.entry("mac.com", ICLOUD),
            Map.entry("yahoo.com", YAHOO),
            Map.entry("yahoo.de", YAHOO),
            Map.entry("yahoo.fr", YAHOO),
            Map.entry("yahoo.co.uk", YAHOO),
            Map.entry("ymail.com", YAHOO),
            Map.entry("rocketmail.com", YAHOO),
            Map.entry("aol.com", AOL),
            Map.entry("fastmail.com", FASTMAIL),
            Map.entry("fastmail.fm", FASTMAIL),
            Map.entry("zoho.com", ZOHO),
            Map.entry("zohomail.com", ZOHO),
            Map.entry("zoho.eu", ZOHO_EU),
            Map.entry("gmx.de", GMX_DE),
            Map.entry("gmx.net", GMX_DE),
            Map.entry("gmx.at", GMX_DE),
            Map.entry("gmx.ch", GMX_DE),
            Map.entry("gmx.com", GMX),
            Map.entry("web.de", WEB_DE),
            Map.entry("t-online.de", T_ONLINE),
            Map.entry("yandex.com", YANDEX),
            Map.entry("yandex.ru", YANDEX),
            Map.entry("mail.ru", MAIL_RU),
            Map.entry("qq.com", QQ),
            Map.entry("163.com", NETEASE),
            Map.entry("mailbox.org", MAILBOX),
            Map.entry("posteo.de", POSTEO),
            Map.entry("posteo.net", POSTEO),
            Map.entry("orange.fr", ORANGE),
            Map.entry("wanadoo.fr", ORANGE));

    /** Ends of the names of hosts that take mail in for domains of their customers. */
    private static final Map<String, MailServer> BY_EXCHANGER = Map.ofEntries(
            Map.entry(".google.com", GMAIL),
            Map.entry(".googlemail.com", GMAIL),
            Map.entry(".mail.protection.outlook.com", OFFICE),
            Map.entry(".mx.microsoft", OFFICE),
            Map.entry(".mail.icloud.com", ICLOUD),
            Map.entry(".messagingengine.com", FASTMAIL),
            Map.entry(".zoho.com", ZOHO),
            Map.entry(".zoho.eu", ZOHO_EU),
            Map.entry(".yandex.net", YANDEX),
            Map.entry(".yandex.ru", YANDEX),
            Map.entry(".ionos.com", IONOS),
            Map.entry(".ionos.de", IONOS_DE),
            Map.entry(".kundenserver.de", IONOS_DE),
            Map.entry(".mail.ovh.net", OVH),
            Map.entry(".mailbox.org", MAILBOX),
            Map.entry(".migadu.com", MIGADU));

    private KnownServers() {}

    private static MailServer starttls(String host) {
        return new MailServer(host, Security.STARTTLS.standardPort(), Security.STARTTLS, false);
    }

    private static MailServer tls(String host) {
        return new MailServer(host, Security.TLS.standardPort(), Security.TLS, false);
    }

    /** @return the server for addresses of a domain; empty for a domain that is not a large provider's */
    static Optional<MailServer> ofDomain(String domain) {
        return Optional.ofNullable(BY_DOMAIN.get(domain));
    }

    /** @return the server of whoever runs a host that takes mail in; empty when it is nobody known */
    static Optional<MailServer> ofExchanger(String host) {
        return BY_EXCHANGER.entrySet().stream()
                .filter(known -> host.endsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** @return whether a host is one of the servers that are known */
    static boolean isOne(String host) {
        return BY_DOMAIN.values().stream().anyMatch(server -> server.host().equals(host))
                || BY_EXCHANGER.values().stream()
                        .anyMatch(server -> server.host().equals(host));
    }
}
