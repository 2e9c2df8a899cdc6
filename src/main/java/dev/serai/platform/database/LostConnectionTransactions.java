package dev.serai.platform.database;

import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Transactions that tell a lost connection for what it is: whoever was at work gets a
 * {@link DataAccessResourceFailureException}, and knows that the same may go well in a moment.
 */
final class LostConnectionTransactions extends JpaTransactionManager {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(LostConnectionTransactions.class);
    private static final SQLExceptionTranslator SQL_STATES = new SQLStateSQLExceptionTranslator();

    LostConnectionTransactions(EntityManagerFactory entities) {
        super(entities);
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        try {
            super.doCommit(status);
        } catch (RuntimeException failed) {
            // What JPA makes of it says nothing; JDBC's words for the same do.
            for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sql
                        && SQL_STATES.translate("commit", null, sql)
                                instanceof DataAccessResourceFailureException lost) {
                    throw lost;
                }
            }
            throw failed;
        }
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        try {
            super.doRollback(status);
        } catch (RuntimeException failed) {
            // PostgreSQL rolls back for a connection that is gone; what broke it is what the caller has to hear of.
            LOG.debug("A rollback failed", failed);
        }
    }
}
