package dev.serai.egress;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The addresses behind a name, each one vetted. Connections are made to exactly these addresses, never to what a second
 * look-up would say: a name that turns from public to private between check and connection gains nothing.
 */
@Component
public class VettedAddresses implements DnsResolver {

    private static final Duration KEEP = Duration.ofSeconds(30);
    private static final int LOOKUPS_AT_ONCE = 32;

    private final AddressRules rules;
    private final NameLookup lookup;
    private final EgressProperties properties;
    private final AsyncLoadingCache<String, InetAddress[]> addresses;

    @Autowired
    VettedAddresses(AddressRules rules, EgressProperties properties) {
        this(rules, properties, InetAddress::getAllByName);
    }

    VettedAddresses(AddressRules rules, EgressProperties properties, NameLookup lookup) {
        this.rules = rules;
        this.lookup = lookup;
        this.properties = properties;
        // Threads of its own: a name server that hangs holds up look-ups only, never those who move bytes.
        ThreadPoolExecutor lookups = new ThreadPoolExecutor(
                LOOKUPS_AT_ONCE, LOOKUPS_AT_ONCE, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "egress-lookup");
                    thread.setDaemon(true);
                    return thread;
                });
        lookups.allowCoreThreadTimeOut(true);
        this.addresses = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(KEEP)
                .executor(lookups)
                .buildAsync(this::vetted);
    }

    /**
     * Looks a host up without blocking; several who ask for the same one share the look-up.
     *
     * @return the addresses, or a failure with an {@link OutboundFailure}
     */
    CompletableFuture<InetAddress[]> of(String host) {
        CompletableFuture<InetAddress[]> found = addresses.get(host);
        return found.isDone()
                ? found
                : found.copy().orTimeout(properties.dnsTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        try {
            return of(host).join();
        } catch (CompletionException failed) {
            UnknownHostException unknown = new UnknownHostException(host);
            unknown.initCause(failed.getCause());
            throw unknown;
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private InetAddress[] vetted(String host) {
        InetAddress[] found;
        try {
            found = lookup.addressesOf(host);
        } catch (UnknownHostException unknown) {
            throw new OutboundFailure(OutboundFailure.Kind.DNS, "Host not found: " + host);
        }
        for (InetAddress address : found) {
            // One private address among public ones is either a mistake or an attack: the whole name is refused.
            if (!rules.allow(address)) {
                throw new OutboundFailure(
                        OutboundFailure.Kind.REFUSED, "Destination refused: " + host + " is not a public address");
            }
        }
        return found;
    }
}
