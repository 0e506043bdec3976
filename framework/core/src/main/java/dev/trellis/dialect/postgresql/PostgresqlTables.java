package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.StandardCanonical;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Computed;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds tables from the rows of the {@link PostgresqlQueries}. */
final class PostgresqlTables {
    /** The bit of {@code pg_index.indoption} for a descending order. */
    private static final int DESCENDING = 1;

    private static final int NULLS_FIRST = 2;

    private static final class Draft {
        final TableName name;
        final @Nullable String comment;
        final Map<Integer, String> columnNames = new HashMap<>();
        final List<Column> columns = new ArrayList<>();
        final List<UniqueConstraint> uniques = new ArrayList<>();
        final List<ForeignKey> foreignKeys = new ArrayList<>();
        final List<Check> checks = new ArrayList<>();
        final List<Index> indexes = new ArrayList<>();

        @Nullable
        PrimaryKey primaryKey;

        Draft(TableName name, @Nullable String comment) {
            this.name = name;
            this.comment = comment;
        }

        String column(int number) {
            return columnNames.getOrDefault(number, "");
        }

        Table table() {
            return new Table(name, columns, primaryKey, uniques, foreignKeys, checks, indexes, comment, null);
        }
    }

    private final String defaultSchema;
    private final Map<Long, Enumeration> enumerations;
    private final Map<Long, Draft> drafts = new HashMap<>();

    PostgresqlTables(String defaultSchema, Map<Long, Enumeration> enumerations) {
        this.defaultSchema = defaultSchema;
        this.enumerations = enumerations;
    }

    static TableName name(String defaultSchema, String schema, String name) {
        return new TableName(schema.equals(defaultSchema) ? null : schema, name);
    }

    boolean isEmpty() {
        return drafts.isEmpty();
    }

    private Draft draft(ResultSet row) throws SQLException {
        Draft draft = drafts.get(row.getLong(1));
        // Another session may create a table between two queries; the first query has not returned that table.
        return draft == null ? new Draft(TableName.of("?"), null) : draft;
    }

    void table(ResultSet row) throws SQLException {
        drafts.put(
                row.getLong(1), new Draft(name(defaultSchema, row.getString(2), row.getString(3)), row.getString(4)));
    }

    void column(ResultSet row) throws SQLException {
        Draft draft = draft(row);
        String name = row.getString(3);
        draft.columnNames.put(row.getInt(2), name);
        Enumeration enumeration = enumerations.get(row.getLong(5));
        ColumnType type = enumeration == null ? PostgresqlTypes.read(row.getString(4)) : enumeration;
        String expression = row.getString(9);
        String generated = row.getString(8);
        boolean computed = expression != null && !generated.isEmpty();
        draft.columns.add(new Column(
                name,
                type,
                !row.getBoolean(6),
                expression == null || computed ? null : PostgresqlDefaults.read(type, expression),
                row.getString(11),
                row.getString(10),
                identity(row),
                computed
                        ? new Computed(SqlText.of(PostgresqlExpressions.asRead(expression)), generated.equals("s"))
                        : null,
                null,
                null));
    }

    private static @Nullable Identity identity(ResultSet row) throws SQLException {
        String kind = row.getString(7);
        if (kind.isEmpty()) {
            return null;
        }
        Array sequence = row.getArray(12);
        Long[] options = sequence == null ? new Long[] {1L, 1L} : (Long[]) sequence.getArray();
        return StandardCanonical.identity(new Identity(kind.equals("a"), options[0], options[1]));
    }

    void constraint(ResultSet row) throws SQLException {
        Draft draft = draft(row);
        String name = row.getString(3);
        List<String> columns = columns(draft, row.getArray(4));
        switch (row.getString(2)) {
            case "p" -> draft.primaryKey = new PrimaryKey(name, columns);
            case "u" -> draft.uniques.add(new UniqueConstraint(name, columns));
            case "c" -> draft.checks.add(new Check(name, SqlText.of(PostgresqlExpressions.asRead(row.getString(5)))));
            default -> draft.foreignKeys.add(foreignKey(row, name, columns));
        }
    }

    private static List<String> columns(Draft draft, @Nullable Array numbers) throws SQLException {
        List<String> columns = new ArrayList<>();
        if (numbers != null) {
            for (Object number : (Object[]) numbers.getArray()) {
                columns.add(draft.column(((Number) number).intValue()));
            }
        }
        return columns;
    }

    private ForeignKey foreignKey(ResultSet row, String name, List<String> columns) throws SQLException {
        return new ForeignKey(
                name,
                columns,
                name(defaultSchema, row.getString(6), row.getString(7)),
                PostgresqlInspector.strings(row.getArray(8)),
                action(row.getString(10)),
                action(row.getString(11)),
                row.getString(9).equals("f") ? ForeignKey.Match.FULL : null,
                row.getBoolean(12),
                row.getBoolean(13));
    }

    private static ReferentialAction action(String letter) {
        return switch (letter) {
            case "r" -> ReferentialAction.RESTRICT;
            case "c" -> ReferentialAction.CASCADE;
            case "n" -> ReferentialAction.SET_NULL;
            case "d" -> ReferentialAction.SET_DEFAULT;
            default -> ReferentialAction.NO_ACTION;
        };
    }

    void index(ResultSet row) throws SQLException {
        Draft draft = draft(row);
        Object[] numbers = (Object[]) row.getArray(5).getArray();
        Object[] options = (Object[]) row.getArray(7).getArray();
        String[] expressions = strings(row.getArray(8));
        String[] opclasses = strings(row.getArray(9));
        int searched = row.getInt(6);
        List<Index.Part> parts = new ArrayList<>();
        for (int i = 0; i < searched; i++) {
            int number = ((Number) numbers[i]).intValue();
            int option = ((Number) options[i]).intValue();
            boolean descending = (option & DESCENDING) != 0;
            boolean nullsFirst = (option & NULLS_FIRST) != 0;
            parts.add(new Index.Part(
                    number == 0 ? null : draft.column(number),
                    number == 0
                            ? SqlText.of(PostgresqlExpressions.asRead(String.valueOf(elementAt(expressions, i))))
                            : null,
                    descending,
                    descending == nullsFirst ? null : nullsFirst,
                    elementAt(opclasses, i),
                    null));
        }
        List<String> include = new ArrayList<>();
        for (int i = searched; i < numbers.length; i++) {
            include.add(draft.column(((Number) numbers[i]).intValue()));
        }
        String where = row.getString(10);
        String method = row.getString(4);
        draft.indexes.add(new Index(
                row.getString(2),
                parts,
                row.getBoolean(3),
                where == null ? null : SqlText.of(PostgresqlExpressions.asRead(where)),
                include,
                method.equals(PostgresqlCanonical.DEFAULT_METHOD) ? null : method,
                row.getBoolean(11)));
    }

    private static String[] strings(@Nullable Array array) throws SQLException {
        return array == null ? new String[0] : (String[]) array.getArray();
    }

    private static @Nullable String elementAt(String[] values, int place) {
        return place < values.length ? values[place] : null;
    }

    /** Returns all tables, the enumerations of these schemas and those of the tables' columns. */
    Schema schema(Set<String> schemas) {
        List<Table> tables = new ArrayList<>();
        Map<TableName, Enumeration> types = new TreeMap<>();
        for (Enumeration type : enumerations.values()) {
            String in = type.name().schema();
            if (schemas.contains(in == null ? defaultSchema : in)) {
                types.put(type.name(), type);
            }
        }
        for (Draft draft : drafts.values()) {
            tables.add(draft.table());
            for (Column column : draft.columns) {
                if (column.type() instanceof Enumeration type) {
                    types.putIfAbsent(type.name(), type);
                }
            }
        }
        return new Schema(Schema.of(tables).tables(), types, Map.of());
    }
}
