package dev.trellis.internal.run;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.sql.SqlSyntax.Feature;
import java.util.function.Consumer;

/** Statements written one after the other so that the database's own shell takes them apart as they were meant. */
final class ShellScriptWriter {
    private final Dialect dialect;
    private final Consumer<String> out;

    ShellScriptWriter(Dialect dialect, Consumer<String> out) {
        this.dialect = dialect;
        this.out = out;
    }

    /** How the shell has to be set. */
    void prelude() {
        dialect.shellPrelude().forEach(out);
    }

    void comment(String line) {
        out.accept("");
        out.accept("-- " + line.replaceAll("\\R", " "));
    }

    void begin() {
        if (dialect.capabilities().transactionalDdl()) {
            out.accept("BEGIN;");
        }
    }

    void commit() {
        if (dialect.capabilities().transactionalDdl()) {
            out.accept("COMMIT;");
        }
    }

    void statement(String sql) {
        String text = sql.strip();
        if (dialect.syntax().has(Feature.DELIMITER_LINES) && !isOne(text)) {
            out.accept("DELIMITER $$");
            out.accept(text + "$$");
            out.accept("DELIMITER ;");
        } else {
            out.accept(endsInLineComment(text) ? text + "\n;" : text + ";");
        }
    }

    private boolean isOne(String sql) {
        return SqlSplitter.split(sql + ";", dialect.syntax(), "statement", 1).size() == 1;
    }

    private static boolean endsInLineComment(String sql) {
        String last = sql.substring(sql.lastIndexOf('\n') + 1);
        return last.contains("--") || last.contains("#");
    }
}
