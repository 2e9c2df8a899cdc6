package dev.serai.egress;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** What the DNS says of a domain's mail. Each question is bounded; a name server that does not answer says nothing. */
@Component
public class MailDomains {

    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");
    private static final int LONGEST = 253;
    private static final int ANSWERS = 8;

    private final VettedAddresses addresses;
    private final Hashtable<String, String> environment = new Hashtable<>();

    @Autowired
    MailDomains(VettedAddresses addresses, EgressProperties properties) {
        // The JNDI provider asks the name servers that the system is set up with.
        this(addresses, properties, "dns:");
    }

    /** @param nameServer where to ask, as the JDK's JNDI provider for DNS wants it */
    MailDomains(VettedAddresses addresses, EgressProperties properties, String nameServer) {
        this.addresses = addresses;
        environment.put("java.naming.factory.initial", "com.sun.jndi.dns.DnsContextFactory");
        environment.put("java.naming.provider.url", nameServer);
        environment.put(
                "com.sun.jndi.dns.timeout.initial",
                Long.toString(properties.dnsTimeout().toMillis() / 2));
        environment.put("com.sun.jndi.dns.timeout.retries", "1");
    }

    /**
     * A service that a domain announces (RFC 2782).
     *
     * @param host its host, in lower case
     * @param port its port
     */
    public record Service(String host, int port) {}

    /**
     * Finds a service that a domain announces, such as {@code _submissions._tcp} (RFC 6186, RFC 8314).
     *
     * @return where it is, the preferred one first; none when the domain says nothing of it, or that it has none
     */
    public List<Service> services(String service, String domain) {
        return records(service + "." + domain, "SRV").stream()
                .map(record -> record.split("\\s+"))
                .filter(parts -> parts.length == 4 && parts[2].matches("[0-9]{1,5}") && isName(host(parts[3])))
                .sorted(Comparator.comparingInt(parts -> priority(parts[0])))
                .map(parts -> new Service(host(parts[3]), Integer.parseInt(parts[2])))
                .filter(found -> found.port() >= 1 && found.port() <= 65_535)
                .toList();
    }

    /** @return the hosts that take a domain's mail in, the preferred one first; none when the DNS knows of none */
    public List<String> exchangers(String domain) {
        return records(domain, "MX").stream()
                .map(record -> record.split("\\s+"))
                .filter(parts -> parts.length == 2 && isName(host(parts[1])))
                .sorted(Comparator.comparingInt(parts -> priority(parts[0])))
                .map(parts -> host(parts[1]))
                .toList();
    }

    /** @return whether there is a host of this name that the hub may talk to */
    public boolean exists(String host) {
        try {
            return isName(host) && addresses.of(host).join().length > 0;
        } catch (CompletionException none) {
            return false;
        }
    }

    private List<String> records(String name, String type) {
        List<String> found = new ArrayList<>();
        if (!isName(name)) {
            return found;
        }
        try {
            InitialDirContext dns = new InitialDirContext(environment);
            try {
                Attribute records = dns.getAttributes(name, new String[] {type}).get(type);
                if (records != null) {
                    NamingEnumeration<?> all = records.getAll();
                    while (all.hasMore() && found.size() < ANSWERS) {
                        found.add(String.valueOf(all.next()));
                    }
                }
            } finally {
                dns.close();
            }
        } catch (NamingException unknown) {
            return List.of();
        }
        return found;
    }

    private static boolean isName(String name) {
        return name.length() <= LONGEST && DOMAIN.matcher(name).matches();
    }

    private static String host(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static int priority(String number) {
        return number.matches("[0-9]{1,5}") ? Integer.parseInt(number) : Integer.MAX_VALUE;
    }
}
