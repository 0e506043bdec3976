package dev.trellis.internal.run;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.Location;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.sql.SqlSyntax.Feature;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The output that writes statements as a script for the database's own shell, separated as that shell requires. */
final class OfflineStatements implements StatementSink {
    private final Dialect dialect;
    private final Catalog database;
    private Catalog catalog;
    private final Consumer<String> out;
    private final boolean isTransactional;

    /**
     * Creates the output that writes statements into an offline script.
     *
     * @param out takes the script, line by line
     */
    OfflineStatements(Dialect dialect, Catalog catalog, Consumer<String> out) {
        this.dialect = dialect;
        this.database = catalog;
        this.catalog = catalog;
        this.out = out;
        this.isTransactional = dialect.capabilities().transactionalDdl();
    }

    /** Adds the enumerations that the branch of the next revision has created to the catalogue. */
    void ofBranch(UnaryOperator<Catalog> change) {
        catalog = change.apply(database);
    }

    /**
     * Writes the settings of the shell.
     *
     * @param schema the lines that make the configured schema the default
     */
    void prelude(List<String> schema) {
        dialect.shellPrelude().forEach(out);
        schema.forEach(out);
    }

    /** Writes the lines to the script unchanged. */
    void lines(List<String> lines) {
        lines.forEach(out);
    }

    /** Writes a comment of one line, in which control and format characters are replaced by spaces. */
    void comment(String line) {
        out.accept("");
        out.accept("-- " + line.replaceAll("[\\p{Cc}\\p{Cf}\u2028\u2029]+", " "));
    }

    void begin() {
        if (isTransactional) {
            out.accept("BEGIN;");
        }
    }

    void commit() {
        if (isTransactional) {
            out.accept("COMMIT;");
        }
    }

    @Override
    public void send(CompiledStatement statement, Location location) {
        statement(statement.sql());
    }

    @Override
    public void flush() {}

    @Override
    public Catalog catalog() {
        return catalog;
    }

    void statement(String sql) {
        String text = sql.strip();
        if (dialect.syntax().has(Feature.DELIMITER_LINES) && !isOneStatement(text)) {
            out.accept("DELIMITER $$");
            out.accept(text + "$$");
            out.accept("DELIMITER ;");
        } else {
            out.accept(endsInLineComment(text) ? text + "\n;" : text + ";");
        }
    }

    private boolean isOneStatement(String sql) {
        return SqlSplitter.split(sql + ";", dialect.syntax(), "statement", 1).size() == 1;
    }

    private static boolean endsInLineComment(String sql) {
        String last = sql.substring(sql.lastIndexOf('\n') + 1);
        return last.contains("--") || last.contains("#");
    }
}
