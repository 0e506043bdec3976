package dev.trellis.adopt.flyway;

import dev.trellis.internal.sql.SqlStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of an SQL migration.
 *
 * @param sql the SQL with placeholders replaced by their values, without statements that begin or end a transaction
 * @param statements the statements of the SQL; empty if there are {@code problems}
 * @param checksum the checksum of the file
 * @param replacedChecksum the checksum of the text with placeholders replaced by their values, which Flyway stores for
 *     a repeatable migration
 * @param autocommit whether its statements run outside a transaction
 * @param problems the reasons why it cannot be converted; empty if it can
 * @param changes what works differently in Trellis, as clauses without a full stop
 * @param condition the condition under which Flyway runs the script; null for none
 */
record FlywayScript(
        String sql,
        List<SqlStatement> statements,
        int checksum,
        int replacedChecksum,
        boolean autocommit,
        List<Obstacle> problems,
        List<String> changes,
        @Nullable String condition) {

    FlywayScript {
        statements = List.copyOf(statements);
        problems = List.copyOf(problems);
        changes = List.copyOf(changes);
    }

    /**
     * A reason why a script cannot be converted.
     *
     * @param line the line, counted from 1; 0 for the whole file
     * @param reason a clause without a full stop
     */
    record Obstacle(int line, String reason) {}
}
