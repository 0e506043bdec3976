package dev.trellis.internal.lint;

import dev.trellis.dialect.Dialect;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.sql.SqlException;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.internal.sql.StatementParser;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.TableName;
import dev.trellis.sql.ObjectKind;
import dev.trellis.sql.StatementSummary;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The statements of {@code execute}, and what their words stand for. */
final class RawSql {
    private static final Pattern PLAIN_TYPE = Pattern.compile("([a-z ]+?) ?(\\(.*\\))?");

    /** Types as databases call them, where scripts call them otherwise. */
    private static final Map<String, String> PORTABLE = Map.of(
            "varchar", "string",
            "character varying", "string",
            "int", "integer",
            "int8", "bigint",
            "int4", "integer",
            "int2", "smallint",
            "decimal", "numeric",
            "double precision", "double",
            "timestamp with time zone", "timestamptz");

    private RawSql() {}

    /** None where nothing is said for the database, or the text cannot be read. */
    static List<String> statements(ExecuteSql execute, Dialect dialect) {
        String sql = execute.sql().in(dialect.name());
        try {
            return sql == null ? List.of() : SqlSplitter.statements(sql, dialect.syntax());
        } catch (SqlException e) {
            return List.of();
        }
    }

    /** The tables that the statements of a text create, which have no rows that anybody would miss. */
    static Set<TableName> created(ExecuteSql execute, Dialect dialect) {
        Set<TableName> created = new HashSet<>();
        for (String statement : statements(execute, dialect)) {
            StatementSummary summary = StatementParser.parse(statement, dialect.syntax());
            if (summary instanceof StatementSummary.Create create
                    && create.kind() == ObjectKind.TABLE
                    && create.definedObject() != null) {
                created.add(dialect.parseTableName(create.definedObject().name()));
            }
        }
        return created;
    }

    /** The type that is written so; null when it is a database's own. */
    static @Nullable ColumnType type(String written) {
        Matcher matcher = PLAIN_TYPE.matcher(written.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return null;
        }
        String name = PORTABLE.getOrDefault(matcher.group(1), matcher.group(1));
        try {
            return ColumnType.parse(name + Objects.requireNonNullElse(matcher.group(2), ""));
        } catch (TrellisException e) {
            return null;
        }
    }
}
