package dev.trellis.dialect.mysqlbase;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The query that precedes {@code DROP SCHEMA}: it fails with "Subquery returns more than 1 row" if the database contains
 * objects. A query protects offline scripts as well, which no program can stop.
 */
final class EmptySchemaQuery {
    private static final String START = "SELECT (SELECT 'empty'";

    /**
     * The views of {@code information_schema} that list the objects of a database, each with the column that names the
     * database. Triggers need no entry: each belongs to a table.
     */
    private static final List<String> CONTENTS =
            List.of("TABLES WHERE TABLE_SCHEMA", "ROUTINES WHERE ROUTINE_SCHEMA", "EVENTS WHERE EVENT_SCHEMA");

    private EmptySchemaQuery() {}

    /**
     * Returns the query.
     *
     * @param literal returns a text as an SQL literal
     */
    static String of(String schema, UnaryOperator<String> literal) {
        return CONTENTS.stream()
                .map(contents -> " UNION ALL SELECT 'not empty' FROM information_schema." + contents + " = "
                        + literal.apply(schema))
                .collect(Collectors.joining("", START, ") AS contents"));
    }

    /** Returns the explanation of the server's message if a statement is such a query that failed; empty otherwise. */
    static String explain(String sql, String message) {
        return sql.startsWith(START) && message.contains("more than 1 row")
                ? ": the schema is not empty, and the server would drop its contents with it; first drop what it contains"
                : "";
    }
}
