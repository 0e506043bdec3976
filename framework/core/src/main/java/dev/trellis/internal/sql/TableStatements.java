package dev.trellis.internal.sql;

import dev.trellis.sql.ObjectKind;
import dev.trellis.sql.SqlSyntax;
import dev.trellis.sql.StatementSummary;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds statements of raw SQL that change a table in a way that the operations of the scripts do not show. */
public final class TableStatements {
    private TableStatements() {}

    /**
     * Returns the statements that change the table or create an index on it; statements about triggers are not included.
     *
     * @param isTable returns whether a name, as written in the SQL, refers to the table
     */
    public static List<String> of(Stream<String> executed, SqlSyntax syntax, Predicate<String> isTable) {
        return executed.flatMap(sql -> SqlSplitter.statements(sql, syntax).stream())
                .filter(statement -> changes(StatementParser.parse(statement, syntax), isTable))
                .toList();
    }

    private static boolean changes(StatementSummary statement, Predicate<String> isTable) {
        boolean isTrigger = statement instanceof StatementSummary.DataDefinition definition
                && definition.kind() == ObjectKind.TRIGGER;
        return !isTrigger && statement.changedTables().stream().anyMatch(isTable);
    }
}
