package dev.serai.egress;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The addresses behind a name, each one vetted. Connections are made to exactly these addresses, never to what a second
 * look-up would say: a name that turns from public to private between check and connection gains nothing.
 */
@Component
public class VettedAddresses implements DnsResolver {

    /** After this age the next who asks has the name looked up anew, and meanwhile gets what is known. */
    private static final Duration FRESH = Duration.ofSeconds(30);
    /** How long addresses serve while name servers don't answer. */
    private static final Duration KEEP = Duration.ofMinutes(5);

    /** How long a failure is remembered, so that many deliveries to a dead name cost one look-up. */
    private static final Duration FAILED = Duration.ofSeconds(1);

    private static final int LOOKUPS_AT_ONCE = 64;

    private final AddressRules rules;
    private final NameLookup lookup;
    private final EgressProperties properties;
    private final AsyncLoadingCache<String, Outcome> known;
    private final Ticker ticker;

    @Autowired
    VettedAddresses(AddressRules rules, EgressProperties properties) {
        this(rules, properties, InetAddress::getAllByName, Ticker.systemTicker());
    }

    VettedAddresses(AddressRules rules, EgressProperties properties, NameLookup lookup, Ticker ticker) {
        this.rules = rules;
        this.lookup = lookup;
        this.properties = properties;
        this.ticker = ticker;
        // Threads of its own: a name server that hangs holds up look-ups only, never those who move bytes.
        ThreadPoolExecutor lookups = new ThreadPoolExecutor(
                LOOKUPS_AT_ONCE, LOOKUPS_AT_ONCE, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "egress-lookup");
                    thread.setDaemon(true);
                    return thread;
                });
        lookups.allowCoreThreadTimeOut(true);
        this.known = Caffeine.newBuilder()
                .maximumSize(10_000)
                .refreshAfterWrite(FRESH)
                .expireAfter(
                        Expiry.<String, Outcome>writing((host, outcome) -> outcome.failure() == null ? KEEP : FAILED))
                .ticker(ticker)
                .executor(lookups)
                .buildAsync(new Lookups());
    }

    /**
     * Looks a host up without blocking; several who ask for the same one share the look-up.
     *
     * @param host a name or a literal address, as URLs write it
     * @return the addresses, or a failure with an {@link OutboundFailure}
     */
    CompletableFuture<InetAddress[]> of(String host) {
        CompletableFuture<Outcome> found = known.get(plain(host));
        CompletableFuture<InetAddress[]> addresses = found.thenApply(Outcome::orThrow);
        return found.isDone()
                ? addresses
                : addresses.orTimeout(properties.dnsTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String plain(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.startsWith("[") ? lower.substring(1, lower.length() - 1) : lower;
    }

    /** Answers from what {@link #of} has found a moment ago, since this is called by threads that move bytes. */
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

    private Outcome vetted(String host) {
        try {
            InetAddress[] found = lookup.addressesOf(host);
            // One private address among public ones is either a mistake or an attack: the whole name is refused.
            return Stream.of(found).allMatch(rules::allow)
                    ? new Outcome(found, null, ticker.read())
                    : failed(OutboundFailure.Kind.REFUSED, "Destination refused: " + host + " is not a public address");
        } catch (UnknownHostException unknown) {
            return failed(OutboundFailure.Kind.DNS, "Host not found: " + host);
        }
    }

    private Outcome failed(OutboundFailure.Kind kind, String message) {
        return new Outcome(new InetAddress[0], new OutboundFailure(kind, message), ticker.read());
    }

    /** What a look-up came to. A failure is a value as well, because the cache writes exceptions to the log. */
    private record Outcome(InetAddress[] addresses, @Nullable OutboundFailure failure, long at) {

        InetAddress[] orThrow() {
            if (failure != null) {
                throw failure;
            }
            return addresses;
        }
    }

    private final class Lookups implements CacheLoader<String, Outcome> {

        @Override
        public Outcome load(String host) {
            return vetted(host);
        }

        @Override
        public Outcome reload(String host, Outcome known) {
            Outcome now = vetted(host);
            // A receiver stays reachable while its name server is away, but not once its name points inward.
            boolean away = now.failure() != null && now.failure().kind() == OutboundFailure.Kind.DNS;
            return away && known.failure() == null && now.at() - known.at() < KEEP.toNanos() ? known : now;
        }
    }
}
