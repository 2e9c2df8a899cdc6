package dev.serai.vault;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A column that holds sealed values. A feature makes it known as a bean, and its values follow the vault's key when
 * that is rotated. The purpose of a value is the prefix and the row's key, its parts joined by colons.
 *
 * @param table the table, a plain SQL name
 * @param column the column, of type {@code bytea}; rows without a value are left alone
 * @param purposePrefix what the purpose begins with, such as {@code webhook.secret:}
 * @param key the columns of the table's primary key, in its order; their types are uuid, text, integers or boolean
 */
public record SealedColumn(String table, String column, String purposePrefix, List<String> key) {

    private static final Pattern SQL_NAME = Pattern.compile("[a-z_][a-z0-9_]*");

    /** Refuses names that would need quoting, because they become part of statements. */
    public SealedColumn {
        key = List.copyOf(key);
        Stream.concat(Stream.of(table, column), key.stream())
                .filter(name -> !SQL_NAME.matcher(name).matches())
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(name + " is not a plain SQL name");
                });
        if (key.isEmpty()) {
            throw new IllegalArgumentException(table + "." + column + " is walked by key and needs one");
        }
    }

    /**
     * A column whose purposes follow the convention {@code table.column:key}.
     *
     * @param table the table
     * @param column the column
     * @param key the columns of the table's primary key, in its order
     * @return the column
     */
    public static SealedColumn of(String table, String column, String... key) {
        return new SealedColumn(table, column, table + "." + column + ":", List.of(key));
    }

    /**
     * @param values the row's key
     * @return the purpose that the row's value is sealed for
     */
    public String purpose(Object... values) {
        return Stream.of(values).map(String::valueOf).collect(Collectors.joining(":", purposePrefix, ""));
    }

    /** @return table and column, as messages show them */
    @Override
    public String toString() {
        return table + "." + column;
    }
}
