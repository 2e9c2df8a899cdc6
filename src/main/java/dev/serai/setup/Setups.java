package dev.serai.setup;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import dev.serai.call.CallSeats;
import dev.serai.connection.ConnectionHealth;
import dev.serai.connection.ConnectionLog;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.NewConnection;
import dev.serai.connection.OpenConnection;
import dev.serai.health.HealthChecks;
import dev.serai.health.ScheduledChecks;
import dev.serai.oauth.AuthorizationListener;
import dev.serai.oauth.Candidate;
import dev.serai.oauth.Candidates;
import dev.serai.provider.Authentication;
import dev.serai.provider.ConfigRules;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.Providers;
import dev.serai.tenancy.Tenant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Tries the credentials that come with a new connection, before it is stored: a wrong one is told at once, and nothing of it
 * is kept. Nothing of the database is held while the provider is asked.
 */
@Service
public class Setups {

    private final Providers providers;
    private final Candidates candidates;
    private final CallSeats seats;
    private final HealthChecks checks;
    private final ScheduledChecks scheduled;
    private final ConnectionHealth health;
    private final ConnectionLog log;
    private final List<AuthorizationListener> listeners;
    private final TimeBasedEpochRandomGenerator ids = Generators.timeBasedEpochRandomGenerator();

    Setups(
            Providers providers,
            Candidates candidates,
            CallSeats seats,
            HealthChecks checks,
            ScheduledChecks scheduled,
            ConnectionHealth health,
            ConnectionLog log,
            List<AuthorizationListener> listeners) {
        this.providers = providers;
        this.candidates = candidates;
        this.seats = seats;
        this.checks = checks;
        this.scheduled = scheduled;
        this.health = health;
        this.log = log;
        this.listeners = List.copyOf(listeners);
    }

    /** What is to be done when a provider can't be asked now. */
    public enum Unanswered {
        /** The connection is refused. */
        REFUSED,
        /** The connection is stored as it came, and checked later. */
        STORED
    }

    /**
     * Tries a connection.
     *
     * @param within where the configuration stands in the request, such as {@code config}
     * @param unanswered what is to be done when the provider can't be asked now
     * @return the connection to store; to be closed when it is
     * @throws dev.serai.refusal.Invalid naming the fields that can't be right
     * @throws ProviderFault when the provider refuses the credentials, or can't be asked
     */
    public Tried attempt(Tenant tenant, NewConnection wanted, String within, Unanswered unanswered) {
        Provider provider = providers.find(wanted.provider()).orElse(null);
        if (provider == null || !ConfigRules.hasCredentials(provider, wanted.config())) {
            return new Tried(wanted, null, false);
        }
        Authentication way = provider.chosen(wanted.authType(), wanted.config());
        ConfigRules.check(provider, way, within, wanted.config());
        Candidate candidate = candidates.begin(candidate(tenant, wanted), provider);
        try {
            // An app of the connection's own whose user has not agreed yet has nothing to try.
            boolean works = !candidate.hasToAgree() && answers(candidate, provider, unanswered);
            return new Tried(stored(wanted, candidate, works), candidate, works);
        } catch (RuntimeException | Error failed) {
            candidate.close();
            throw failed;
        }
    }

    private boolean answers(Candidate candidate, Provider provider, Unanswered unanswered) {
        if (provider.health() == null) {
            return false;
        }
        try {
            return seats.during(candidate.connection().id(), () -> {
                checks.probe(candidate.connection());
                return true;
            });
        } catch (ProviderFault fault) {
            boolean maybe = fault.kind() == ErrorClass.RETRY || fault.kind() == ErrorClass.OPERATOR;
            if (maybe && unanswered == Unanswered.STORED) {
                return false;
            }
            throw fault;
        }
    }

    private OpenConnection candidate(Tenant tenant, NewConnection wanted) {
        return new OpenConnection(
                ids.generate(),
                tenant.id(),
                wanted.name(),
                wanted.provider(),
                ConnectionStatus.PENDING,
                wanted.authType(),
                wanted.config(),
                wanted.settings(),
                null);
    }

    private static NewConnection stored(NewConnection wanted, Candidate candidate, boolean works) {
        return new NewConnection(
                wanted.name(),
                wanted.provider(),
                wanted.type(),
                works ? ConnectionStatus.ACTIVE : wanted.status(),
                wanted.authType(),
                candidate.config(),
                wanted.settings(),
                wanted.slot());
    }

    /** A connection that was tried. */
    public final class Tried implements AutoCloseable {

        private final NewConnection connection;
        private final @Nullable Candidate candidate;
        private final boolean works;

        private Tried(NewConnection connection, @Nullable Candidate candidate, boolean works) {
            this.connection = connection;
            this.candidate = candidate;
            this.works = works;
        }

        /** @return the connection to store; its tokens are not in its configuration any more */
        public NewConnection connection() {
            return connection;
        }

        /**
         * Keeps what the try brought, in the transaction that stores the connection.
         *
         * @param connectionId the stored connection's id
         */
        public void keep(Tenant tenant, UUID connectionId) {
            if (candidate == null) {
                return;
            }
            candidate.keepTokens(tenant.id(), connectionId);
            if (works) {
                health.checkedWell(tenant.id(), connectionId);
                log.success(tenant.id(), connectionId, "Connected: the provider accepts the credentials");
                listeners.forEach(listener -> listener.authorized(tenant.id(), connectionId, false));
                scheduled.later(tenant.id(), connectionId);
            } else if (!candidate.hasToAgree()) {
                scheduled.soon(tenant.id(), connectionId);
            }
        }

        @Override
        public void close() {
            if (candidate != null) {
                candidate.close();
            }
        }
    }
}
