package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.StandardCanonical;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Computed;
import dev.trellis.schema.Exclude;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.PartitionOf;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOptions;
import dev.trellis.schema.UniqueConstraint;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
        final Map<Integer, Column> columns = new TreeMap<>();
        final List<UniqueConstraint> uniques = new ArrayList<>();
        final List<ForeignKey> foreignKeys = new ArrayList<>();
        final List<Check> checks = new ArrayList<>();
        final List<Index> indexes = new ArrayList<>();
        final List<Exclude> excludes = new ArrayList<>();
        final Map<String, Object> options = new LinkedHashMap<>();
        final Map<String, Map<Integer, Object>> columnOptions = new LinkedHashMap<>();

        @Nullable
        PrimaryKey primaryKey;

        TableOptions parents = TableOptions.NONE;

        Draft(TableName name, @Nullable String comment) {
            this.name = name;
            this.comment = comment;
        }

        String column(int number) {
            return columnNames.getOrDefault(number, "");
        }

        Table table() {
            columnOptions.forEach((option, values) -> options.put(option, byName(values)));
            return new Table(
                            name,
                            List.copyOf(columns.values()),
                            primaryKey,
                            uniques,
                            foreignKeys,
                            checks,
                            indexes,
                            comment,
                            null)
                    .withOptions(
                            excludes.isEmpty() && options.isEmpty()
                                    ? parents
                                    : parents.withExcludes(excludes)
                                            .withByDialect(Map.of(PostgresqlDialect.NAME, options)));
        }

        private Map<String, Object> byName(Map<Integer, Object> values) {
            Map<String, Object> named = new LinkedHashMap<>();
            values.forEach((number, value) -> named.put(column(number), value));
            return named;
        }

        /** Sets an option of a column. */
        void option(String option, int number, Object value) {
            columnOptions.computeIfAbsent(option, key -> new TreeMap<>()).put(number, value);
        }
    }

    private final String defaultSchema;
    private final Map<Long, Enumeration> enumerations;
    private final Map<Long, Draft> drafts = new HashMap<>();

    /** The tables that the query for tables has not returned: those of extensions, and those created in the meantime. */
    private final Map<Long, Draft> others = new HashMap<>();

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

    private Draft draft(long oid) {
        Draft draft = drafts.get(oid);
        return draft != null ? draft : others.computeIfAbsent(oid, key -> new Draft(TableName.of("?"), null));
    }

    void table(ResultSet row) throws SQLException {
        Draft draft = new Draft(name(defaultSchema, row.getString(2), row.getString(3)), row.getString(4));
        draft.parents = parents(row);
        options(row, draft.options);
        drafts.put(row.getLong(1), draft);
    }

    /** Reads the key of a partitioned table, the bound of a partition, and the tables from which a table inherits. */
    private TableOptions parents(ResultSet row) throws SQLException {
        String key = row.getString(13);
        String bound = row.getString(15);
        Array parents = row.getArray(17);
        if (key == null && parents == null) {
            return TableOptions.NONE;
        }
        TableOptions options = TableOptions.NONE;
        if (key != null) {
            options = options.withPartitionBy(PostgresqlPartitions.key(
                    key, Arrays.asList((String[]) row.getArray(14).getArray())));
        }
        if (parents != null) {
            String[] schemas = strings(row.getArray(16));
            String[] names = strings(parents);
            List<TableName> inherited = new ArrayList<>();
            for (int i = 0; i < names.length; i++) {
                inherited.add(name(defaultSchema, schemas[i], names[i]));
            }
            options = bound == null
                    ? options.withInherits(inherited)
                    : options.withPartitionOf(new PartitionOf(inherited.get(0), PostgresqlPartitions.bound(bound)));
        }
        return options;
    }

    private static void options(ResultSet row, Map<String, Object> options) throws SQLException {
        if (row.getBoolean(5)) {
            options.put(PostgresqlTableOptions.UNLOGGED, true);
        }
        put(options, PostgresqlTableOptions.TABLESPACE, row.getString(6));
        parameters(row.getArray(7), "", options);
        parameters(row.getArray(8), "toast.", options);
        if (row.getBoolean(9)) {
            options.put(PostgresqlTableOptions.ROW_SECURITY, row.getBoolean(10) ? "forced" : "enabled");
        }
        put(
                options,
                PostgresqlTableOptions.REPLICA_IDENTITY,
                switch (row.getString(11)) {
                    case "f" -> "full";
                    case "n" -> "nothing";
                    case "i" -> row.getString(12);
                    default -> null;
                });
        String server = row.getString(18);
        String serverOptions = row.getString(19);
        put(options, PostgresqlTableOptions.FOREIGN_SERVER, server);
        put(
                options,
                PostgresqlTableOptions.FOREIGN_OPTIONS,
                serverOptions == null ? null : SqlText.of(PostgresqlExpressions.normalised(serverOptions)));
    }

    private static void parameters(@Nullable Array parameters, String prefix, Map<String, Object> options)
            throws SQLException {
        for (String parameter : strings(parameters)) {
            int equals = parameter.indexOf('=');
            String name = prefix + parameter.substring(0, equals);
            put(options, name, PostgresqlTableOptions.parameter(name, parameter.substring(equals + 1)));
        }
    }

    private static void put(Map<String, Object> options, String name, @Nullable Object value) {
        if (value != null) {
            options.put(name, value);
        }
    }

    void column(ResultSet row) throws SQLException {
        Draft draft = draft(row.getLong(1));
        String name = row.getString(3);
        int number = row.getInt(2);
        draft.columnNames.put(number, name);
        columnOptions(row, number, draft);
        if (!row.getBoolean(13)) {
            return;
        }
        Enumeration enumeration = enumerations.get(row.getLong(5));
        ColumnType type = enumeration == null ? PostgresqlTypes.read(row.getString(4)) : enumeration;
        String expression = row.getString(9);
        String generated = row.getString(8);
        boolean computed = expression != null && !generated.isEmpty();
        draft.columns.put(
                number,
                new Column(
                        name,
                        type,
                        !row.getBoolean(6),
                        expression == null || computed ? null : PostgresqlDefaults.read(type, expression),
                        row.getString(11),
                        row.getString(10),
                        identity(row),
                        computed
                                ? new Computed(
                                        SqlText.of(PostgresqlExpressions.asRead(expression)), generated.equals("s"))
                                : null,
                        null,
                        null));
    }

    private static void columnOptions(ResultSet row, int number, Draft draft) throws SQLException {
        int target = row.getInt(14);
        if (!row.wasNull() && target >= 0) {
            draft.option(PostgresqlTableOptions.STATISTICS, number, BigDecimal.valueOf(target));
        }
        String storage = row.getString(15);
        if (storage != null) {
            draft.option(
                    PostgresqlTableOptions.STORAGE,
                    number,
                    switch (storage) {
                        case "p" -> "plain";
                        case "e" -> "external";
                        case "m" -> "main";
                        default -> "extended";
                    });
        }
        String compression = row.getString(16);
        if (!compression.isEmpty()) {
            draft.option(PostgresqlTableOptions.COMPRESSION, number, compression.equals("l") ? "lz4" : "pglz");
        }
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
        Draft draft = draft(row.getLong(1));
        String name = row.getString(3);
        List<String> columns = columns(draft, row.getArray(4));
        switch (row.getString(2)) {
            case "p" -> draft.primaryKey = new PrimaryKey(name, columns);
            case "u" -> draft.uniques.add(new UniqueConstraint(name, columns));
            case "x" ->
                draft.excludes.add(
                        PostgresqlExcludes.read(name, row.getString(5), row.getBoolean(12), row.getBoolean(13)));
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
        Array names = row.getArray(15);
        return new ForeignKey(
                name,
                columns,
                name(defaultSchema, row.getString(6), row.getString(7)),
                names != null ? PostgresqlInspector.strings(names) : columns(draft(row.getLong(14)), row.getArray(8)),
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
        Draft draft = draft(row.getLong(1));
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
            for (Column column : draft.columns.values()) {
                if (column.type() instanceof Enumeration type) {
                    types.putIfAbsent(type.name(), type);
                }
            }
        }
        return new Schema(Schema.of(tables).tables(), types, Map.of());
    }
}
