package dev.trellis.dialect.postgresql;

import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.Index;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.sql.SqlSyntax;
import java.util.List;

/**
 * The objects that must be dropped before the type of columns is replaced and recreated afterwards: CHECKs and index
 * expressions compare the columns with constants of the old type, which PostgreSQL does not convert. PostgreSQL converts
 * plain indexes and keys automatically.
 *
 * @param columns the columns whose type is replaced
 */
record PostgresqlDependents(List<Column> columns, List<Check> checks, List<Index> indexes) {

    static PostgresqlDependents of(Table table, List<String> columns) {
        return new PostgresqlDependents(
                table.columns().stream()
                        .filter(column -> columns.contains(column.name()))
                        .toList(),
                table.checks().stream()
                        .filter(check -> mentions(check.sql(), columns))
                        .toList(),
                table.indexes().stream()
                        .filter(index -> mentions(index, columns))
                        .toList());
    }

    private static boolean mentions(Index index, List<String> columns) {
        return (index.where() != null && mentions(index.where(), columns))
                || index.parts().stream()
                        .anyMatch(part -> part.expression() != null && mentions(part.expression(), columns));
    }

    private static boolean mentions(SqlText sql, List<String> columns) {
        String text = PostgresqlExpressions.in(sql);
        SqlFragment fragment = SqlFragment.of(text, SqlSyntax.POSTGRESQL);
        return columns.stream().anyMatch(fragment::mentions);
    }
}
