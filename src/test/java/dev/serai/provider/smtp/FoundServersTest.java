package dev.serai.provider.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.egress.LoopbackEgress;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that are found from an address, with a name server that says what a test wants. */
class FoundServersTest {

    private final NameServer names = new NameServer();

    @AfterEach
    void close() throws IOException {
        names.close();
    }

    @Test
    void aLargeProvidersServerIsKnownByTheDomain() {
        assertThat(found().find("gmail.com")).contains(new MailServer("smtp.gmail.com", 587, Security.STARTTLS, false));
        assertThat(names.questions()).isEmpty();
    }

    @Test
    void whatADomainAnnouncesWithinItselfIsTaken() {
        names.service("_submissions._tcp.example.com", 10, 465, "post.example.com");

        assertThat(found().find("example.com")).contains(new MailServer("post.example.com", 465, Security.TLS, false));
    }

    @Test
    void whatLeadsOutOfTheDomainIsNotTrusted() {
        names.service("_submission._tcp.example.com", 10, 587, "smtp.mallory.test");

        assertThat(found("smtp.example.com").find("example.com"))
                .contains(new MailServer("smtp.example.com", 587, Security.STARTTLS, false));
    }

    @Test
    void whatLeadsToAKnownServerIsTrusted() {
        names.service("_submission._tcp.example.com", 10, 587, "smtp.gmail.com");

        assertThat(found().find("example.com"))
                .contains(new MailServer("smtp.gmail.com", 587, Security.STARTTLS, false));
    }

    @Test
    void thePreferredServiceComesFirst() {
        names.service("_submissions._tcp.example.com", 20, 465, "second.example.com");
        names.service("_submissions._tcp.example.com", 5, 465, "first.example.com");

        assertThat(found().find("example.com"))
                .get()
                .extracting(MailServer::host)
                .isEqualTo("first.example.com");
    }

    @Test
    void whoTakesTheMailInSendsItToo() {
        names.exchanger("example.com", 10, "example-com.mail.protection.outlook.com");

        assertThat(found().find("example.com"))
                .contains(new MailServer("smtp.office365.com", 587, Security.STARTTLS, false));
    }

    @Test
    void aUsualNameThatExistsIsTried() {
        assertThat(found("mail.example.com").find("example.com"))
                .contains(new MailServer("mail.example.com", 587, Security.STARTTLS, false));
    }

    @Test
    void nothingIsFoundWhereThereIsNothing() {
        assertThat(found().find("example.com")).isEmpty();
    }

    @Test
    void whatIsNoNameIsNotAskedFor() {
        assertThat(found().find("example.com/../x")).isEmpty();
        assertThat(found().find("..")).isEmpty();
        assertThat(names.questions()).isEmpty();
    }

    private FoundServers found(String... hosts) {
        return new FoundServers(LoopbackEgress.mailDomains("dns://127.0.0.1:" + names.port(), Set.of(hosts)));
    }
}
