package dev.trellis.dialect;

import dev.trellis.dialect.RejectedExpression.Part;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Computed;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Index;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks a database whether expressions are valid. For each expression, this class prepares a query that contains the
 * expression and the columns that the expression may use, but does not run the query. It works on databases that compile a
 * query when the query is prepared.
 *
 * @param type returns the SQL of a column's type
 */
public record ExpressionValidation(Connection connection, Dialect dialect, Function<ColumnType, String> type) {

    /**
     * Returns the expression with the database's message; empty if the database accepts it.
     *
     * @param table a table with the columns that the expression may use
     */
    public Optional<RejectedExpression> rejection(RejectedExpression expression, Table table) {
        String query = expression.part() == Part.TYPE
                ? "SELECT CAST(NULL AS " + expression.sql() + ")"
                : "SELECT (" + expression.sql() + ") FROM (SELECT "
                        + table.columns().stream().map(this::typed).collect(Collectors.joining(", ")) + ") AS "
                        + dialect.quote(table.name().name());
        try (PreparedStatement accepted = connection.prepareStatement(query)) {
            accepted.clearParameters();
            return Optional.empty();
        } catch (SQLException e) {
            String message = String.valueOf(e.getMessage()).replaceFirst("(?s); SQL statement:.*", "");
            return Optional.of(new RejectedExpression(
                    expression.table(), expression.part(), expression.name(), expression.sql(), message));
        }
    }

    private String typed(Column column) {
        return "CAST(NULL AS " + type.apply(column.type()) + ") AS " + dialect.quote(column.name());
    }

    /**
     * Returns whether a table contains expressions; for a table without expressions, a comparison need not ask the
     * database.
     */
    public static boolean hasExpressions(Table table) {
        if (!table.checks().isEmpty()) {
            return true;
        }
        for (Column column : table.columns()) {
            if (column.computed() != null || column.defaultValue() instanceof DefaultValue.Expression) {
                return true;
            }
        }
        for (Index index : table.indexes()) {
            if (index.where() != null) {
                return true;
            }
            for (Index.Part part : index.parts()) {
                if (part.expression() != null) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Returns the expressions of a table that the actual table lacks, each with an empty message.
     *
     * @param table the table in canonical form
     */
    public List<RejectedExpression> added(Table table, Table actual) {
        List<RejectedExpression> added = new ArrayList<>();
        for (Column column : table.columns()) {
            Optional<Column> known = actual.column(column.name());
            if (column.defaultValue() instanceof DefaultValue.Expression value
                    && known.filter(other -> value.equals(other.defaultValue())).isEmpty()) {
                add(added, table, Part.DEFAULT, column.name(), value.sql());
            }
            Computed computed = column.computed();
            if (computed != null
                    && known.filter(other -> computed.equals(other.computed())).isEmpty()) {
                add(added, table, Part.COMPUTED, column.name(), computed.sql());
            }
        }
        table.checks().stream()
                .filter(check -> !actual.checks().contains(check))
                .forEach(check -> add(added, table, Part.CHECK, String.valueOf(check.name()), check.sql()));
        for (Index index : table.indexes()) {
            if (!actual.indexes().contains(index)) {
                String name = String.valueOf(index.name());
                index.parts().stream()
                        .map(Index.Part::expression)
                        .filter(Objects::nonNull)
                        .forEach(sql -> add(added, table, Part.INDEX, name, sql));
                if (index.where() != null) {
                    add(added, table, Part.INDEX, name, index.where());
                }
            }
        }
        return added;
    }

    private void add(List<RejectedExpression> added, Table table, Part part, String name, SqlText sql) {
        String text = sql.in(dialect.name());
        if (text != null) {
            added.add(new RejectedExpression(table.name(), part, name, text, ""));
        }
    }
}
