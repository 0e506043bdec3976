package dev.trellis.dialect.h2;

import dev.trellis.dialect.Identifiers;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Native;
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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one schema, or one table of it, in ten queries. */
final class H2Inspector {
    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    /** A constraint of any kind while its columns come in. */
    private record Constraint(
            String name,
            String type,
            TableName table,
            @Nullable TableName index,
            List<String> columns,
            List<Integer> positions) {}

    /** A table while its pieces come in. */
    private static final class Draft {
        private final @Nullable String comment;
        private final List<Column> columns = new ArrayList<>();
        private final List<Constraint> constraints = new ArrayList<>();
        private final Map<String, Index> indexes = new LinkedHashMap<>();

        private Draft(@Nullable String comment) {
            this.comment = comment;
        }
    }

    private final Connection connection;
    private final boolean folded;
    private final String own;
    private final String schema;
    private final @Nullable String only;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    /** By schema and name: foreign keys know what they refer to by its constraint. */
    private final Map<TableName, Constraint> constraints = new HashMap<>();

    private final Map<String, String> checks = new HashMap<>();
    private final Map<String, ForeignKey> foreignKeys = new HashMap<>();

    private H2Inspector(Connection connection, boolean folded, String own, String schema, @Nullable String only) {
        this.connection = connection;
        this.folded = folded;
        this.own = own;
        this.schema = schema;
        this.only = only;
    }

    static Schema inspect(Connection connection, List<String> schemas) throws SQLException {
        boolean folded = isFolded(connection);
        String own = connection.getSchema();
        List<Table> tables = new ArrayList<>(new H2Inspector(connection, folded, own, own, null).read());
        for (String schema : schemas) {
            if (!schema.equals(own)) {
                tables.addAll(new H2Inspector(connection, folded, own, schema, null).read());
            }
        }
        return Schema.of(tables);
    }

    static Optional<Table> table(Connection connection, TableName name) throws SQLException {
        String own = connection.getSchema();
        String schema = name.schema() == null ? own : name.schema();
        return new H2Inspector(connection, isFolded(connection), own, schema, name.name())
                .read().stream().findFirst();
    }

    /** Whether letter case says nothing, and unquoted names are kept in upper case. */
    private static boolean isFolded(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SETTINGS WHERE UPPER(SETTING_VALUE) = 'TRUE'"
                                + " AND SETTING_NAME IN ('CASE_INSENSITIVE_IDENTIFIERS', 'DATABASE_TO_UPPER')");
                ResultSet row = statement.executeQuery()) {
            return row.next() && row.getInt(1) == 2;
        }
    }

    private List<Table> read() throws SQLException {
        query(
                "SELECT TABLE_NAME, REMARKS FROM INFORMATION_SCHEMA.TABLES",
                "TABLE_SCHEMA",
                " AND TABLE_TYPE = 'BASE TABLE'",
                true,
                row -> drafts.put(row.getString(1), new Draft(text(row.getString(2)))));
        if (drafts.isEmpty()) {
            return List.of();
        }
        columns();
        constraints();
        indexes();
        return drafts.entrySet().stream()
                .map(entry -> table(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** A name as it is reported. */
    private String name(String name) {
        return folded && name.equals(name.toUpperCase(Locale.ROOT)) ? name.toLowerCase(Locale.ROOT) : name;
    }

    private TableName tableName(String inSchema, String name) {
        return new TableName(inSchema.equals(own) ? null : name(inSchema), name(name));
    }

    private void query(String select, String schemaColumn, String rest, boolean byTable, Row reader)
            throws SQLException {
        String sql = select + " WHERE " + schemaColumn + (folded ? " IN (?, UPPER(?))" : " IN (?, ?)")
                + (only == null || !byTable ? "" : " AND TABLE_NAME IN (?, " + (folded ? "UPPER(?)" : "?") + ")")
                + rest;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, schema);
            statement.setString(2, schema);
            if (only != null && byTable) {
                statement.setString(3, only);
                statement.setString(4, only);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private void columns() throws SQLException {
        Map<String, List<String>> values = new HashMap<>();
        query(
                "SELECT OBJECT_NAME, ENUM_IDENTIFIER, VALUE_NAME FROM INFORMATION_SCHEMA.ENUM_VALUES",
                "OBJECT_SCHEMA",
                " AND OBJECT_TYPE = 'TABLE' ORDER BY OBJECT_NAME, ENUM_IDENTIFIER, VALUE_ORDINAL",
                false,
                row -> values.computeIfAbsent(row.getString(1) + "\0" + row.getString(2), key -> new ArrayList<>())
                        .add(row.getString(3)));
        Map<String, String> elements = new HashMap<>();
        query(
                "SELECT OBJECT_NAME, COLLECTION_TYPE_IDENTIFIER, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH"
                        + " FROM INFORMATION_SCHEMA.ELEMENT_TYPES",
                "OBJECT_SCHEMA",
                " AND OBJECT_TYPE = 'TABLE'",
                false,
                row -> elements.put(
                        row.getString(1) + "\0" + row.getString(2),
                        H2Text.lower(row.getString(3))
                                + (row.getLong(4) == 0 || row.getLong(4) >= H2Types.UNLIMITED
                                        ? ""
                                        : "(" + row.getLong(4) + ")")
                                + " array"));
        query(
                "SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, NUMERIC_SCALE,"
                        + " DATETIME_PRECISION, INTERVAL_TYPE, DECLARED_NUMERIC_PRECISION, DOMAIN_SCHEMA, DOMAIN_NAME,"
                        + " DTD_IDENTIFIER, IS_NULLABLE, COLUMN_DEFAULT, REMARKS, IDENTITY_GENERATION, IDENTITY_START,"
                        + " IDENTITY_INCREMENT, GENERATION_EXPRESSION FROM INFORMATION_SCHEMA.COLUMNS",
                "TABLE_SCHEMA",
                " ORDER BY TABLE_NAME, ORDINAL_POSITION",
                true,
                row -> {
                    Draft draft = drafts.get(row.getString(1));
                    if (draft != null) {
                        String key = row.getString(1) + "\0" + row.getString(12);
                        draft.columns.add(column(row, values.getOrDefault(key, List.of()), elements.get(key)));
                    }
                });
    }

    private Column column(ResultSet row, List<String> values, @Nullable String element) throws SQLException {
        String name = name(row.getString(2));
        ColumnType type;
        String domain = row.getString(11);
        if (domain != null) {
            String inSchema = row.getString(10);
            type = new Native(
                    (own.equals(inSchema) ? "" : Identifiers.quoted(inSchema) + ".") + Identifiers.quoted(domain));
        } else if (element != null) {
            type = new Native(element);
        } else {
            row.getInt(9);
            boolean declared = !row.wasNull();
            type = H2Types.read(
                    new H2Types.Told(
                            H2Text.lower(row.getString(3)),
                            row.getLong(4),
                            row.getInt(5),
                            row.getInt(6),
                            row.getInt(7),
                            declared,
                            row.getString(8)),
                    values,
                    H2Types.enumName(tableName(schema, row.getString(1)), name));
        }
        String expression = row.getString(19);
        return new Column(
                name,
                type,
                row.getString(13).equals("YES"),
                expression == null ? H2Types.readDefault(row.getString(14), type) : null,
                text(row.getString(15)),
                null,
                identity(row),
                expression == null ? null : new Computed(SqlText.of(expression), true),
                null);
    }

    private static @Nullable Identity identity(ResultSet row) throws SQLException {
        String generation = row.getString(16);
        if (generation == null) {
            return null;
        }
        long start = row.getLong(17);
        long increment = row.getLong(18);
        return new Identity(generation.equals("ALWAYS"), start == 1 ? null : start, increment == 1 ? null : increment);
    }

    private void constraints() throws SQLException {
        Map<TableName, List<String>> indexes = new HashMap<>();
        read(
                "SELECT INDEX_SCHEMA, INDEX_NAME, COLUMN_NAME FROM INFORMATION_SCHEMA.INDEX_COLUMNS"
                        + " ORDER BY INDEX_SCHEMA, INDEX_NAME, ORDINAL_POSITION",
                row -> indexes.computeIfAbsent(
                                new TableName(row.getString(1), row.getString(2)), key -> new ArrayList<>())
                        .add(row.getString(3)));
        read(
                "SELECT CONSTRAINT_SCHEMA, CONSTRAINT_NAME, CONSTRAINT_TYPE, TABLE_SCHEMA, TABLE_NAME, INDEX_SCHEMA,"
                        + " INDEX_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS",
                row -> {
                    Constraint constraint = new Constraint(
                            row.getString(2),
                            row.getString(3),
                            new TableName(row.getString(4), row.getString(5)),
                            row.getString(7) == null ? null : new TableName(row.getString(6), row.getString(7)),
                            new ArrayList<>(),
                            new ArrayList<>());
                    constraints.put(new TableName(row.getString(1), row.getString(2)), constraint);
                    Draft draft = row.getString(4).equalsIgnoreCase(schema) ? drafts.get(row.getString(5)) : null;
                    if (draft != null) {
                        draft.constraints.add(constraint);
                    }
                });
        read(
                "SELECT CONSTRAINT_SCHEMA, CONSTRAINT_NAME, COLUMN_NAME, POSITION_IN_UNIQUE_CONSTRAINT"
                        + " FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE"
                        + " ORDER BY CONSTRAINT_SCHEMA, CONSTRAINT_NAME, ORDINAL_POSITION",
                row -> {
                    Constraint constraint = constraints.get(new TableName(row.getString(1), row.getString(2)));
                    if (constraint != null) {
                        constraint.columns().add(row.getString(3));
                        constraint.positions().add(row.getInt(4));
                    }
                });
        constraints.values().forEach(constraint -> fresh(constraint, indexes));
        foreignKeys();
    }

    /** H2 goes on telling the old name of a renamed column of a constraint; its index tells the new one. */
    private void fresh(Constraint constraint, Map<TableName, List<String>> indexes) {
        List<String> columns = constraint.columns();
        List<String> indexed =
                constraint.index() == null ? List.of() : indexes.getOrDefault(constraint.index(), List.of());
        if (indexed.size() >= columns.size()) {
            List<String> leading = indexed.subList(0, columns.size());
            if (!new HashSet<>(leading).equals(new HashSet<>(columns))) {
                columns.clear();
                columns.addAll(leading);
            }
        }
        columns.replaceAll(this::name);
    }

    private void foreignKeys() throws SQLException {
        query(
                "SELECT CONSTRAINT_NAME, CHECK_CLAUSE FROM INFORMATION_SCHEMA.CHECK_CONSTRAINTS",
                "CONSTRAINT_SCHEMA",
                "",
                false,
                row -> checks.put(row.getString(1), row.getString(2)));
        query(
                "SELECT CONSTRAINT_NAME, UNIQUE_CONSTRAINT_SCHEMA, UNIQUE_CONSTRAINT_NAME, DELETE_RULE, UPDATE_RULE"
                        + " FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS",
                "CONSTRAINT_SCHEMA",
                "",
                false,
                row -> {
                    Constraint key = constraints.get(new TableName(schemaOf(), row.getString(1)));
                    Constraint referred = constraints.get(new TableName(row.getString(2), row.getString(3)));
                    if (key != null && referred != null) {
                        foreignKeys.put(
                                key.name(),
                                ForeignKey.of(
                                                name(key.name()),
                                                key.columns(),
                                                tableName(
                                                        Objects.requireNonNull(
                                                                referred.table().schema()),
                                                        referred.table().name()),
                                                key.positions().stream()
                                                        .map(position -> referred.columns()
                                                                .get(position - 1))
                                                        .toList())
                                        .withActions(action(row.getString(4)), action(row.getString(5))));
                    }
                });
    }

    /** The schema as the catalogue spells it. */
    private String schemaOf() {
        return folded ? schema.toUpperCase(Locale.ROOT) : schema;
    }

    private void read(String sql, Row reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    private static ReferentialAction action(String rule) {
        return H2Canonical.action(ReferentialAction.of(rule).orElse(ReferentialAction.NO_ACTION));
    }

    /** Those that H2 made for a constraint are left out. */
    private void indexes() throws SQLException {
        query(
                "SELECT TABLE_NAME, INDEX_NAME, INDEX_TYPE_NAME, NULLS_DISTINCT FROM INFORMATION_SCHEMA.INDEXES",
                "TABLE_SCHEMA",
                " AND NOT IS_GENERATED",
                true,
                row -> {
                    Draft draft = drafts.get(row.getString(1));
                    String type = row.getString(3);
                    if (draft != null) {
                        draft.indexes.put(
                                row.getString(2),
                                new Index(
                                        name(row.getString(2)),
                                        List.of(),
                                        type.startsWith("UNIQUE"),
                                        null,
                                        List.of(),
                                        type.contains("HASH") ? "hash" : type.contains("SPATIAL") ? "spatial" : null,
                                        "NO".equals(row.getString(4))));
                    }
                });
        query(
                "SELECT TABLE_NAME, INDEX_NAME, COLUMN_NAME, ORDERING_SPECIFICATION, NULL_ORDERING"
                        + " FROM INFORMATION_SCHEMA.INDEX_COLUMNS",
                "TABLE_SCHEMA",
                " ORDER BY TABLE_NAME, INDEX_NAME, ORDINAL_POSITION",
                true,
                row -> {
                    Draft draft = drafts.get(row.getString(1));
                    Index index = draft == null ? null : draft.indexes.get(row.getString(2));
                    if (draft != null && index != null) {
                        boolean descending = "DESC".equals(row.getString(4));
                        String nulls = row.getString(5);
                        String usual = descending ? "LAST" : "FIRST";
                        Boolean first = usual.equals(nulls) ? null : Boolean.valueOf("FIRST".equals(nulls));
                        List<Index.Part> parts = new ArrayList<>(index.parts());
                        parts.add(new Index.Part(name(row.getString(3)), null, descending, first, null, null));
                        draft.indexes.put(row.getString(2), index.withParts(parts));
                    }
                });
    }

    private static @Nullable String text(@Nullable String comment) {
        return comment == null || comment.isEmpty() ? null : comment;
    }

    private Table table(String name, Draft draft) {
        PrimaryKey primaryKey = null;
        List<UniqueConstraint> uniques = new ArrayList<>();
        List<ForeignKey> keys = new ArrayList<>();
        List<Check> found = new ArrayList<>();
        for (Constraint constraint : draft.constraints) {
            ForeignKey key = foreignKeys.get(constraint.name());
            String clause = checks.get(constraint.name());
            switch (constraint.type()) {
                case "PRIMARY KEY" -> primaryKey = new PrimaryKey(name(constraint.name()), constraint.columns());
                case "UNIQUE" -> uniques.add(new UniqueConstraint(name(constraint.name()), constraint.columns()));
                case "FOREIGN KEY" -> {
                    if (key != null) {
                        keys.add(key);
                    }
                }
                default -> {
                    if (clause != null) {
                        found.add(new Check(name(constraint.name()), SqlText.of(clause)));
                    }
                }
            }
        }
        return new Table(
                tableName(schema, name),
                draft.columns,
                primaryKey,
                uniques,
                keys,
                found,
                List.copyOf(draft.indexes.values()),
                draft.comment,
                null);
    }
}
