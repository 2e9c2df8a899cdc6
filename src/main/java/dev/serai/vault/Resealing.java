package dev.serai.vault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals again, under the primary key, what is sealed under another. Every step is a short transaction of its own and
 * finds its work in the database, so that a hub that was stopped, or several at once, simply go on. Rows that others
 * have locked are passed over: nobody waits, nothing deadlocks, and they are found by the next run.
 */
final class Resealing {

    private static final Logger LOG = LoggerFactory.getLogger(Resealing.class);
    private static final int STEP = 200;
    private static final int PROGRESS = 50 * STEP;

    private final Vault vault;
    private final JdbcTemplate database;
    private final TransactionTemplate transactions;
    private final List<SealedColumn> columns;

    Resealing(Vault vault, JdbcTemplate database, TransactionTemplate transactions, List<SealedColumn> columns) {
        this.vault = vault;
        this.database = database;
        this.transactions = transactions;
        this.columns = List.copyOf(columns);
    }

    /**
     * Walks every column once.
     *
     * @return what was done, over all columns
     */
    Tally run() {
        return columns.stream().map(this::walk).reduce(Tally.NOTHING, Tally::plus);
    }

    private Tally walk(SealedColumn column) {
        Keyset keyset = vault.keyset();
        byte[] prefix = keyset.primaryPrefix();
        Tally tally = Tally.NOTHING;
        Object @Nullable [] last = null;
        boolean more = true;
        while (more && !Thread.currentThread().isInterrupted()) {
            Object @Nullable [] after = last;
            Step step = transactions.execute(status -> step(column, prefix, after));
            tally = tally.plus(new Tally(step.resealed(), step.rows() - step.resealed(), 0));
            last = step.last();
            more = step.rows() == STEP;
            if (more && (tally.resealed() + tally.unreadable()) % PROGRESS == 0) {
                LOG.info("Sealing {} again: {} values so far", column, tally.resealed());
            }
        }
        tally = tally.plus(new Tally(0, 0, Math.max(0, count(column, prefix) - tally.unreadable())));
        report(column, keyset.primaryId(), tally);
        return tally;
    }

    private Step step(SealedColumn column, byte[] prefix, Object @Nullable [] after) {
        String key = String.join(", ", column.key());
        List<Object> parameters = new ArrayList<>();
        parameters.add(prefix);
        if (after != null) {
            parameters.addAll(Arrays.asList(after));
        }
        List<Row> rows = database.query(
                "SELECT " + key + ", " + column.column() + " FROM " + column.table() + " WHERE " + foreign(column)
                        + (after == null ? "" : " AND (" + key + ") > (" + marks(column) + ")")
                        + " ORDER BY " + key + " LIMIT " + STEP + " FOR NO KEY UPDATE SKIP LOCKED",
                rowOf(column),
                parameters.toArray());
        List<Object[]> changes = rows.stream()
                .map(row -> change(column, row))
                .filter(change -> change.length > 0)
                .toList();
        // The old value is compared although the row is locked: a newer one must never be lost, whatever changes here.
        database.batchUpdate(
                "UPDATE " + column.table() + " SET " + column.column() + " = ? WHERE (" + key + ") = (" + marks(column)
                        + ") AND " + column.column() + " = ?",
                changes);
        return new Step(
                rows.size(),
                changes.size(),
                rows.isEmpty() ? null : rows.get(rows.size() - 1).key());
    }

    /** Answers the parameters of the update, or none when the value doesn't open. */
    private Object[] change(SealedColumn column, Row row) {
        String purpose = column.purpose(row.key());
        try {
            List<Object> parameters = new ArrayList<>();
            parameters.add(vault.seal(purpose, vault.openBytes(purpose, row.sealed())));
            parameters.addAll(Arrays.asList(row.key()));
            parameters.add(row.sealed());
            return parameters.toArray();
        } catch (VaultFault unreadable) {
            // It is counted as such, and the others must not wait for it.
            return new Object[0];
        }
    }

    private int count(SealedColumn column, byte[] prefix) {
        Integer count = database.queryForObject(
                "SELECT count(*) FROM " + column.table() + " WHERE " + foreign(column), Integer.class, prefix);
        return count == null ? 0 : count;
    }

    private static void report(SealedColumn column, String keyId, Tally tally) {
        if (tally.resealed() > 0) {
            LOG.info("Sealed {} values of {} again, under key {}", tally.resealed(), column, keyId);
        }
        if (tally.left() > 0) {
            LOG.info("{} values of {} are in use and will be sealed again shortly", tally.left(), column);
        }
        if (tally.unreadable() > 0) {
            LOG.warn("{} values of {} don't open with this hub's keyset", tally.unreadable(), column);
        }
    }

    private static String foreign(SealedColumn column) {
        return "substring(" + column.column() + " FROM 1 FOR " + Keyset.PREFIX_LENGTH + ") <> ?";
    }

    private static String marks(SealedColumn column) {
        return column.key().stream().map(name -> "?").collect(Collectors.joining(", "));
    }

    private static RowMapper<Row> rowOf(SealedColumn column) {
        int width = column.key().size();
        return (row, number) -> {
            Object[] key = new Object[width];
            for (int index = 0; index < width; index++) {
                key[index] = row.getObject(index + 1);
            }
            return new Row(key, row.getBytes(width + 1));
        };
    }

    private record Row(Object[] key, byte[] sealed) {}

    private record Step(int rows, int resealed, Object @Nullable [] last) {}

    /**
     * What a run did.
     *
     * @param resealed values that are under the primary key now
     * @param unreadable values that this keyset doesn't open
     * @param left values that others had locked, or wrote meanwhile
     */
    record Tally(int resealed, int unreadable, int left) {

        static final Tally NOTHING = new Tally(0, 0, 0);

        Tally plus(Tally other) {
            return new Tally(resealed + other.resealed, unreadable + other.unreadable, left + other.left);
        }
    }
}
