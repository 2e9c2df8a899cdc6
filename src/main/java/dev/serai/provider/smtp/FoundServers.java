package dev.serai.provider.smtp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.serai.egress.MailDomains;
import dev.serai.egress.MailDomains.Service;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Finds the server for an address: a large provider's, or the one that its domain announces (RFC 6186, RFC 8314), or the
 * one of whoever takes its mail in, or one with a usual name. A password must not go to whoever can write into an answer
 * of the DNS: what a domain announces has to be within the domain, or a server that is known.
 */
@Component
class FoundServers {

    private static final List<String> USUAL_NAMES = List.of("smtp.", "mail.");
    private static final Duration KEEP = Duration.ofMinutes(10);
    private static final int KEPT = 10_000;

    private final MailDomains domains;
    private final Cache<String, MailServer> found =
            Caffeine.newBuilder().maximumSize(KEPT).expireAfterWrite(KEEP).build();

    FoundServers(MailDomains domains) {
        this.domains = domains;
    }

    /**
     * @param domain an address's domain, in lower case
     * @return the server; empty when none is found
     */
    Optional<MailServer> find(String domain) {
        MailServer known = found.getIfPresent(domain);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<MailServer> server = KnownServers.ofDomain(domain)
                .or(() -> announced("_submissions._tcp", domain, Security.TLS))
                .or(() -> announced("_submission._tcp", domain, Security.STARTTLS))
                .or(() -> domains.exchangers(domain).stream()
                        .flatMap(host -> KnownServers.ofExchanger(host).stream())
                        .findFirst())
                .or(() -> usual(domain));
        server.ifPresent(one -> found.put(domain, one));
        return server;
    }

    private Optional<MailServer> announced(String service, String domain, Security security) {
        return domains.services(service, domain).stream()
                .filter(announced -> isTrusted(announced, domain))
                .map(announced -> new MailServer(announced.host(), announced.port(), security, false))
                .findFirst();
    }

    private static boolean isTrusted(Service announced, String domain) {
        return announced.host().equals(domain)
                || announced.host().endsWith("." + domain)
                || KnownServers.isOne(announced.host());
    }

    private Optional<MailServer> usual(String domain) {
        return Stream.concat(USUAL_NAMES.stream().map(name -> name + domain), Stream.of(domain))
                .filter(domains::exists)
                .map(host -> new MailServer(host, Security.STARTTLS.standardPort(), Security.STARTTLS, false))
                .findFirst();
    }
}
