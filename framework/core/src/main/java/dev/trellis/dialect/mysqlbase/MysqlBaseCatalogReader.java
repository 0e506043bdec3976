package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.StandardCanonical;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.Computed;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOptions;
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
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one database, or one table of it, for {@link MysqlBaseInspector}. An instance can read only once. */
final class MysqlBaseCatalogReader {
    /** The CHECK of MariaDB that makes a text column JSON. */
    private static final Pattern JSON = Pattern.compile("json_valid\\(`((?:[^`]|``)*)`\\)");

    /** The expression of the columns that contain the period of a row in a system-versioned table of MariaDB. */
    private static final Pattern PERIOD = Pattern.compile("(?i)ROW (?:START|END)");

    /** The CHECK that the server adds to a table with an application-time period. */
    private static final Pattern PERIOD_CHECK = Pattern.compile("`(?:[^`]|``)*` < `(?:[^`]|``)*`");

    private static final String FULLTEXT = "fulltext";

    private static final String COLLATION_OF_DATABASE =
            "(SELECT DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = TABLE_SCHEMA)";

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    /** A table while its parts are being read. */
    private static final class Draft {
        private final @Nullable String comment;
        private final @Nullable String collation;
        private final Map<String, Object> options;
        private final List<Column> columns = new ArrayList<>();
        private final Set<String> json = new HashSet<>();
        private final Set<String> periods = new HashSet<>();
        private final List<Check> checks = new ArrayList<>();
        private final Map<String, List<Index.Part>> keys = new LinkedHashMap<>();
        private final Map<String, Index> indexes = new LinkedHashMap<>();
        private final Map<String, ForeignKey> foreignKeys = new LinkedHashMap<>();

        private Draft(@Nullable String comment, @Nullable String collation, Map<String, Object> options) {
            this.comment = comment;
            this.collation = collation;
            this.options = options;
        }
    }

    private final MysqlBaseInspector inspector;
    private final MysqlBaseTypes types;
    private final Connection connection;
    private final @Nullable String defaultDatabase;
    private final String database;
    private final @Nullable String schema;
    private final @Nullable String onlyTable;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Set<String> tableTypes = new HashSet<>();

    /**
     * Creates the reader.
     *
     * @param defaultDatabase the default database of the connection, which names omit; null if there is none
     * @param database the database to read
     * @param schema the schema that the names of the returned tables carry; null if the names carry no schema
     * @param onlyTable the table to read; null for all
     */
    MysqlBaseCatalogReader(
            MysqlBaseInspector inspector,
            Connection connection,
            @Nullable String defaultDatabase,
            String database,
            @Nullable String schema,
            @Nullable String onlyTable) {
        this.inspector = inspector;
        this.types = inspector.types();
        this.connection = connection;
        this.defaultDatabase = defaultDatabase;
        this.database = database;
        this.schema = schema;
        this.onlyTable = onlyTable;
    }

    /** Returns the tables with all their parts. */
    List<Table> read() throws SQLException {
        return read(true);
    }

    /**
     * Returns the tables.
     *
     * @param withOptions whether to read the options that {@link MysqlBaseOptionReader#createOptions} returns
     */
    List<Table> read(boolean withOptions) throws SQLException {
        readTables();
        if (drafts.isEmpty()) {
            return List.of();
        }
        if (withOptions) {
            readOptions();
        }
        readChecks();
        readColumns();
        readIndexes();
        readParsers();
        readForeignKeys();
        return drafts.entrySet().stream()
                .map(entry -> table(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Returns the values of the column TABLE_TYPE after the reading: {@code VIEW}, {@code SEQUENCE} and others. */
    Set<String> tableTypes() {
        return tableTypes;
    }

    private void query(String select, String schemaColumn, Row reader) throws SQLException {
        query(select, schemaColumn, "", reader);
    }

    private void query(String select, String schemaColumn, String order, Row reader) throws SQLException {
        String sql =
                select + " WHERE " + schemaColumn + " = ?" + (onlyTable == null ? "" : " AND TABLE_NAME = ?") + order;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, database);
            if (onlyTable != null) {
                statement.setString(2, onlyTable);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private void readTables() throws SQLException {
        query(
                "SELECT TABLE_NAME, TABLE_TYPE, TABLE_COMMENT, TABLE_COLLATION, ENGINE, "
                        + (schema == null ? "@@collation_database" : COLLATION_OF_DATABASE)
                        + " FROM information_schema.TABLES",
                "TABLE_SCHEMA",
                row -> {
                    String name = row.getString(1);
                    String type = row.getString(2);
                    String collation = row.getString(4);
                    boolean isVersioned = type.equals("SYSTEM VERSIONED");
                    tableTypes.add(type);
                    if (!name.startsWith(MysqlBaseDefinitions.PROBE) && (type.equals("BASE TABLE") || isVersioned)) {
                        drafts.put(
                                name,
                                new Draft(
                                        StandardCanonical.comment(row.getString(3)),
                                        collation,
                                        MysqlBaseOptionReader.options(
                                                row.getString(5), collation, row.getString(6), isVersioned)));
                    }
                });
    }

    private void readOptions() throws SQLException {
        new MysqlBaseOptionReader(inspector.tableOptions(), connection, database)
                .createOptions(onlyTable)
                .forEach((name, options) -> {
                    Draft draft = drafts.get(name);
                    if (draft != null) {
                        draft.options.putAll(options);
                    }
                });
    }

    private String quoted(String table) {
        return MysqlBaseDialect.quoted(database) + "." + MysqlBaseDialect.quoted(table);
    }

    private void readChecks() throws SQLException {
        query(inspector.checksQuery(), "CONSTRAINT_SCHEMA", inspector.orderBy("CONSTRAINT_NAME"), row -> {
            Draft draft = drafts.get(row.getString(1));
            if (draft == null) {
                return;
            }
            String name = row.getString(2);
            String clause = inspector.expression(row.getString(3));
            Matcher json = JSON.matcher(clause);
            if (row.getString(4).equals("Column") && json.matches()) {
                // The name of the check is no help: it stays when the column is renamed.
                draft.json.add(json.group(1).replace("``", "`"));
            } else if (!PERIOD_CHECK.matcher(clause).matches() || !isPeriod(row.getString(1), name)) {
                draft.checks.add(new Check(name, SqlText.of(clause)));
            }
        });
    }

    /** Returns whether a table has a period of this name, which only MariaDB's SHOW CREATE TABLE shows in all versions. */
    private boolean isPeriod(String table, String name) throws SQLException {
        return String.valueOf(ShowCreate.of(connection, "table", quoted(table)))
                .contains("PERIOD FOR " + MysqlBaseDialect.quoted(name) + " (");
    }

    private void readColumns() throws SQLException {
        query(
                "SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT, COLLATION_NAME, EXTRA,"
                        + " COLUMN_COMMENT, GENERATION_EXPRESSION, " + inspector.referenceSystemColumn()
                        + " FROM information_schema.COLUMNS",
                "TABLE_SCHEMA",
                inspector.orderBy("ORDINAL_POSITION"),
                row -> {
                    Draft draft = drafts.get(row.getString(1));
                    String expression = row.getString(9);
                    if (draft != null
                            && expression != null
                            && PERIOD.matcher(expression).matches()) {
                        // Only the server fills the column, and no operation can add or change it.
                        draft.periods.add(row.getString(2));
                    } else if (draft != null) {
                        draft.columns.add(column(row, draft));
                    }
                });
    }

    private Column column(ResultSet row, Draft draft) throws SQLException {
        String name = row.getString(2);
        TableName table = new TableName(schema, row.getString(1));
        boolean json = draft.json.contains(name);
        String referenceSystem = row.getString(10);
        String sql = row.getString(3) + (referenceSystem == null ? "" : MysqlBaseTypes.SRID + referenceSystem);
        ColumnType type = types.read(sql, json, MysqlBaseTypes.enumName(table, name));
        if (json && !type.equals(ColumnType.of(Kind.JSON))) {
            draft.checks.add(new Check(name, SqlText.of("json_valid(`" + name.replace("`", "``") + "`)")));
        }
        String extra = row.getString(7);
        String collation = row.getString(6);
        String expression = row.getString(9);
        Computed computed = expression == null || expression.isEmpty()
                ? null
                : new Computed(
                        SqlText.of(inspector.expression(expression)),
                        extra.contains("STORED") || extra.contains("PERSISTENT"));
        DefaultValue defaultValue = computed == null ? inspector.defaultValue(row.getString(5), extra, type) : null;
        return new Column(
                name,
                type,
                row.getString(4).equals("YES"),
                defaultValue,
                StandardCanonical.comment(row.getString(8)),
                collation == null || collation.equals(draft.collation) || !MysqlBaseTypes.isText(type)
                        ? null
                        : collation,
                extra.contains("auto_increment") ? Identity.BY_DEFAULT : null,
                computed,
                UpdateTimestamp.read(extra, sql),
                null);
    }

    private void readIndexes() throws SQLException {
        query(
                "SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME, COLLATION, SUB_PART, INDEX_TYPE, "
                        + inspector.indexExpressionColumn() + " FROM information_schema.STATISTICS",
                "TABLE_SCHEMA",
                inspector.orderBy("INDEX_NAME, SEQ_IN_INDEX"),
                row -> {
                    Draft draft = drafts.get(row.getString(1));
                    if (draft == null || draft.periods.contains(row.getString(4))) {
                        return;
                    }
                    String name = row.getString(2);
                    String type = MysqlBaseTokens.lower(row.getString(7));
                    boolean ordered = type.equals("btree") || type.equals("hash");
                    int length = row.getInt(6);
                    boolean whole = row.wasNull() || !ordered || inspector.isFullKeyLength(length);
                    List<Index.Part> parts = draft.keys.computeIfAbsent(name, none -> new ArrayList<>());
                    String expression = row.getString(8);
                    SqlText computed = expression == null ? null : SqlText.of(inspector.expression(expression));
                    parts.add(new Index.Part(
                            row.getString(4),
                            computed,
                            "D".equals(row.getString(5)),
                            null,
                            null,
                            whole ? null : length));
                    draft.indexes.put(
                            name,
                            new Index(name, parts, row.getInt(3) == 0, null, List.of(), ordered ? null : type, false));
                });
    }

    /** Reads the parsers of fulltext indexes, which only SHOW CREATE TABLE contains. */
    private void readParsers() throws SQLException {
        for (Map.Entry<String, Draft> entry : drafts.entrySet()) {
            Map<String, Index> indexes = entry.getValue().indexes;
            if (indexes.values().stream().anyMatch(index -> FULLTEXT.equals(index.using()))) {
                new IndexOptions(connection)
                        .of(quoted(entry.getKey()))
                        .forEach((name, options) -> indexes.computeIfPresent(
                                name,
                                (key, index) -> options.parser().isEmpty()
                                        ? index
                                        : index.withUsing(MysqlBaseKeys.fulltext(options.parser()))));
            }
        }
    }

    private void readForeignKeys() throws SQLException {
        Map<String, ReferentialAction[]> actions = new HashMap<>();
        query(
                "SELECT TABLE_NAME, CONSTRAINT_NAME, DELETE_RULE, UPDATE_RULE"
                        + " FROM information_schema.REFERENTIAL_CONSTRAINTS",
                "CONSTRAINT_SCHEMA",
                row -> actions.put(
                        row.getString(1) + "\0" + row.getString(2),
                        new ReferentialAction[] {action(row.getString(3)), action(row.getString(4))}));
        if (actions.isEmpty()) {
            return;
        }
        query(
                "SELECT TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME,"
                        + " REFERENCED_COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE",
                "REFERENCED_TABLE_NAME IS NOT NULL AND TABLE_SCHEMA",
                inspector.orderBy("CONSTRAINT_NAME, ORDINAL_POSITION"),
                row -> {
                    Draft draft = drafts.get(row.getString(1));
                    String name = row.getString(2);
                    ReferentialAction[] rules = actions.get(row.getString(1) + "\0" + name);
                    if (draft == null || rules == null) {
                        return;
                    }
                    String referredSchema = row.getString(4);
                    ForeignKey key = ForeignKey.of(
                                    name,
                                    List.of(row.getString(3)),
                                    new TableName(schemaOf(referredSchema), row.getString(5)),
                                    List.of(row.getString(6)))
                            .withActions(rules[0], rules[1]);
                    draft.foreignKeys.merge(name, key, MysqlBaseCatalogReader::concat);
                });
    }

    /** Returns the schema that a name carries for a table in a database. */
    private @Nullable String schemaOf(String other) {
        if (other.equals(database)) {
            return schema;
        }
        return other.equals(defaultDatabase) ? null : other;
    }

    private static ForeignKey concat(ForeignKey first, ForeignKey second) {
        List<String> columns = new ArrayList<>(first.columns());
        columns.addAll(second.columns());
        List<String> referred = new ArrayList<>(first.referredColumns());
        referred.addAll(second.referredColumns());
        return new ForeignKey(
                first.name(),
                columns,
                first.referredTable(),
                referred,
                first.onDelete(),
                first.onUpdate(),
                null,
                false,
                false);
    }

    private static ReferentialAction action(String rule) {
        return ReferentialAction.of(rule).orElse(ReferentialAction.NO_ACTION).withoutRestrict();
    }

    private Table table(String name, Draft draft) {
        Index key = draft.indexes.remove("PRIMARY");
        List<UniqueConstraint> uniques = new ArrayList<>();
        List<Index> indexes = new ArrayList<>();
        for (Index index : draft.indexes.values()) {
            if (MysqlBaseKeys.isConstraint(index)) {
                uniques.add(new UniqueConstraint(index.name(), index.columns()));
            } else if (!MysqlBaseKeys.isImplicit(index, draft.foreignKeys.values())) {
                indexes.add(index);
            }
        }
        return new Table(
                        new TableName(schema, name),
                        draft.columns,
                        key == null ? null : new PrimaryKey(null, key.columns()),
                        uniques,
                        List.copyOf(draft.foreignKeys.values()),
                        draft.checks,
                        indexes,
                        draft.comment,
                        null)
                .withOptions(TableOptions.NONE.only(types.dialect(), draft.options));
    }
}
