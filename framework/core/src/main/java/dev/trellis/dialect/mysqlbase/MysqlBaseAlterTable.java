package dev.trellis.dialect.mysqlbase;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The clauses of one ALTER TABLE statement, in the order in which they are added. */
public final class MysqlBaseAlterTable {
    private final UnaryOperator<String> quote;
    private final List<String> clauses = new ArrayList<>();

    /**
     * Creates a statement without clauses.
     *
     * @param quote puts a name in quotes
     */
    MysqlBaseAlterTable(UnaryOperator<String> quote) {
        this.quote = quote;
    }

    /** Adds a clause as written, {@code RENAME COLUMN `a` TO `b`}. */
    public MysqlBaseAlterTable clause(String sql) {
        clauses.add(sql);
        return this;
    }

    /** Adds a column, constraint or index by its definition. */
    public MysqlBaseAlterTable add(String definition) {
        return clause("ADD " + definition);
    }

    /** Drops a column. */
    public MysqlBaseAlterTable dropColumn(String name) {
        return clause("DROP COLUMN " + quote.apply(name));
    }

    /** Drops an index or a unique constraint. */
    public MysqlBaseAlterTable dropIndex(String name) {
        return clause("DROP INDEX " + quote.apply(name));
    }

    /** Drops a foreign key, but not the index that the server created for it. */
    public MysqlBaseAlterTable dropForeignKey(String name) {
        return clause("DROP FOREIGN KEY " + quote.apply(name));
    }

    /** Drops the primary key. */
    public MysqlBaseAlterTable dropPrimaryKey() {
        return clause("DROP PRIMARY KEY");
    }

    /** Returns whether the statement has no clauses. */
    boolean isEmpty() {
        return clauses.isEmpty();
    }

    /** Returns the clauses, separated by commas. */
    String sql() {
        return String.join(", ", clauses);
    }
}
