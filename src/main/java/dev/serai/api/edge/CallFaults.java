package dev.serai.api.edge;

import dev.serai.refusal.Refusal;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/** Turns what goes wrong with a call into the answer of the contract that was called. */
@Component("callFaults")
public class CallFaults {

    private static final Logger LOG = LoggerFactory.getLogger(CallFaults.class);
    private static final SQLExceptionTranslator SQL_STATES = new SQLStateSQLExceptionTranslator();

    private final Map<String, Dialect> dialects;

    CallFaults(List<Dialect> dialects) {
        this.dialects = dialects.stream().collect(Collectors.toMap(Dialect::name, Function.identity()));
    }

    /** @return the answer to what was caught in a route */
    public Answer answer(Exchange exchange) {
        String operation = exchange.getProperty(Call.PROPERTY, Call.class).operationId();
        Dialect dialect = dialects.get(operation.substring(0, operation.indexOf('-')));
        return answer(dialect, operation, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
    }

    /**
     * Answers a refusal with its reason, and a fault of ours without any.
     *
     * @param operation what was asked for, for the log
     */
    Answer answer(Dialect dialect, String operation, Throwable caught) {
        for (Throwable cause = caught; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return RefusedCall.answer(dialect, refusal);
            }
            if (cause instanceof UnsupportedBody) {
                return dialect.error(415, cause.getMessage());
            }
            if (isOutage(cause)) {
                LOG.warn("{} found no database: {}", operation, cause.toString());
                return dialect.error(503, "The hub can't reach its database, try again in a few seconds")
                        .with("Retry-After", "5");
            }
        }
        LOG.error("{} failed", operation, caught);
        return dialect.error(500, dialect.fault(operation));
    }

    /** A database that can't be reached, or was lost on the way; JPA leaves the second as a bare {@link SQLException}. */
    private static boolean isOutage(Throwable cause) {
        return cause instanceof CannotCreateTransactionException
                || cause instanceof DataAccessResourceFailureException
                || cause instanceof SQLException sql
                        && SQL_STATES.translate("call", null, sql) instanceof DataAccessResourceFailureException;
    }
}
