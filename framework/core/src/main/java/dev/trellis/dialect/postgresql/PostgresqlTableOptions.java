package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.StandardCanonical;
import dev.trellis.internal.sql.SqlComments;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableOption;
import dev.trellis.schema.TableOptions;
import dev.trellis.sql.SqlSyntax;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The options of tables that PostgreSQL has, and the clauses and actions that set them. */
final class PostgresqlTableOptions {
    static final String UNLOGGED = "unlogged";
    static final String TABLESPACE = "tablespace";
    static final String ROW_SECURITY = "row_security";
    static final String REPLICA_IDENTITY = "replica_identity";
    static final String STATISTICS = "statistics";
    static final String STORAGE = "storage";
    static final String COMPRESSION = "compression";
    static final String FOREIGN_SERVER = "foreign_server";
    static final String FOREIGN_OPTIONS = "foreign_options";

    private static final String DEFAULT = "default";
    private static final String TOAST = "toast.";

    /** The parameters of {@code WITH (...)} that are numbers. */
    private static final List<String> NUMBERS = List.of(
            "fillfactor",
            "toast_tuple_target",
            "parallel_workers",
            "autovacuum_vacuum_threshold",
            "autovacuum_vacuum_max_threshold",
            "autovacuum_vacuum_scale_factor",
            "autovacuum_vacuum_insert_threshold",
            "autovacuum_vacuum_insert_scale_factor",
            "autovacuum_analyze_threshold",
            "autovacuum_analyze_scale_factor",
            "autovacuum_vacuum_cost_delay",
            "autovacuum_vacuum_cost_limit",
            "autovacuum_freeze_min_age",
            "autovacuum_freeze_max_age",
            "autovacuum_freeze_table_age",
            "autovacuum_multixact_freeze_min_age",
            "autovacuum_multixact_freeze_max_age",
            "autovacuum_multixact_freeze_table_age",
            "log_autovacuum_min_duration",
            "log_autoanalyze_min_duration",
            "vacuum_max_eager_freeze_failure_rate");

    private static final List<String> FLAGS = List.of("autovacuum_enabled", "vacuum_truncate", "user_catalog_table");

    private static final String INDEX_CLEANUP = "vacuum_index_cleanup";

    /** The parameters that only the table has, and not its TOAST table. */
    private static final Set<String> NOT_OF_TOAST = Set.of(
            "fillfactor",
            "toast_tuple_target",
            "parallel_workers",
            "autovacuum_analyze_threshold",
            "autovacuum_analyze_scale_factor",
            "log_autoanalyze_min_duration",
            "user_catalog_table");

    private static final Map<String, TableOption> PARAMETERS = parameters();

    static final List<TableOption> DECLARED = declared();

    private PostgresqlTableOptions() {}

    private static Map<String, TableOption> parameters() {
        List<TableOption> options = new ArrayList<>();
        NUMBERS.forEach(name -> options.add(TableOption.number(name)));
        FLAGS.forEach(name -> options.add(TableOption.flag(name)));
        options.add(TableOption.word(INDEX_CLEANUP, "auto", "on", "off"));
        Map<String, TableOption> parameters = new LinkedHashMap<>();
        options.forEach(option -> parameters.put(option.name(), option));
        for (TableOption option : options) {
            if (!NOT_OF_TOAST.contains(option.name())) {
                parameters.put(TOAST + option.name(), option.withName(TOAST + option.name()));
            }
        }
        return parameters;
    }

    private static List<TableOption> declared() {
        List<TableOption> declared = new ArrayList<>();
        declared.add(TableOption.flag(UNLOGGED).initially(false));
        declared.add(TableOption.name(TABLESPACE).initially("pg_default"));
        declared.add(TableOption.word(ROW_SECURITY, "off", "enabled", "forced").initially("off"));
        declared.add(TableOption.name(REPLICA_IDENTITY).initially(DEFAULT));
        declared.add(TableOption.number(STATISTICS).perColumn().initially(BigDecimal.ONE.negate()));
        declared.add(TableOption.word(STORAGE, "plain", "external", "extended", "main")
                .perColumn());
        declared.add(TableOption.word(COMPRESSION, DEFAULT, "pglz", "lz4")
                .perColumn()
                .initially(DEFAULT));
        declared.add(TableOption.name(FOREIGN_SERVER)
                .fixed("Drop the foreign table and create it again; its rows are on the other server."));
        declared.add(TableOption.sql(FOREIGN_OPTIONS)
                .fixed("Write it in SQL: execute: {postgresql: alter foreign table ... options (set ...)}"));
        declared.addAll(PARAMETERS.values());
        return List.copyOf(declared);
    }

    // ---- canonical form ----

    /** Returns the options as {@link PostgresqlTables} reads them. */
    static TableOptions canonical(Table table, PostgresqlDialect dialect) {
        TableOptions options = StandardCanonical.options(table.options(), dialect, PostgresqlTableOptions::canonical);
        Map<String, Object> values = new LinkedHashMap<>(options.of(PostgresqlDialect.NAME));
        Map<String, Object> storage = TableOptions.columns(values.get(STORAGE));
        if (storage.isEmpty()) {
            return options;
        }
        storage.entrySet()
                .removeIf(entry -> table.column(entry.getKey())
                        .filter(column -> entry.getValue().equals(initialStorage(column)))
                        .isPresent());
        values.remove(STORAGE);
        if (!storage.isEmpty()) {
            values.put(STORAGE, storage);
        }
        return options.only(PostgresqlDialect.NAME, values);
    }

    private static Object canonical(String name, Object value) {
        if (name.equals(REPLICA_IDENTITY)) {
            String lower = value.toString().toLowerCase(Locale.ROOT);
            return Set.of(DEFAULT, "full", "nothing").contains(lower) ? lower : value;
        }
        return value instanceof SqlText text
                ? SqlText.of(PostgresqlExpressions.normalised(
                        SqlComments.without(String.valueOf(text.in(PostgresqlDialect.NAME)), SqlSyntax.POSTGRESQL)))
                : value;
    }

    /** Returns the storage that PostgreSQL gives to a column of this type. */
    private static String initialStorage(Column column) {
        ColumnType type = PostgresqlTypes.canonical(column.type());
        if (type instanceof ColumnType.Portable portable) {
            return switch (portable.kind()) {
                case NUMERIC -> "main";
                case CHAR, STRING, TEXT, BINARY, BLOB, JSON -> "extended";
                default -> "plain";
            };
        }
        return type instanceof ColumnType.Enumeration ? "plain" : "extended";
    }

    // ---- reading ----

    /** Reads the value of a storage parameter from the catalogue; null for a parameter that is not declared. */
    static @Nullable Object parameter(String name, String text) {
        TableOption option = PARAMETERS.get(name);
        if (option == null) {
            return null;
        }
        return switch (option.kind()) {
            case FLAG -> Set.of("true", "on", "yes", "1").contains(text.toLowerCase(Locale.ROOT));
            case NUMBER -> TableOption.plain(new BigDecimal(text));
            default -> text.toLowerCase(Locale.ROOT);
        };
    }

    // ---- creating ----

    static boolean isForeign(Table table) {
        return table.options().of(PostgresqlDialect.NAME).containsKey(FOREIGN_SERVER);
    }

    /** Returns the word between CREATE and TABLE, with a space at the end; empty for an ordinary table. */
    static String kind(Table table) {
        if (isForeign(table)) {
            return "FOREIGN ";
        }
        return Boolean.TRUE.equals(table.options().of(PostgresqlDialect.NAME).get(UNLOGGED)) ? "UNLOGGED " : "";
    }

    /**
     * Returns the last clauses of CREATE TABLE, with a space in front.
     *
     * @param quote quotes an identifier
     */
    static String clauses(Table table, UnaryOperator<String> quote) {
        Map<String, Object> options = table.options().of(PostgresqlDialect.NAME);
        StringBuilder clauses = new StringBuilder();
        Object server = options.get(FOREIGN_SERVER);
        if (server != null) {
            clauses.append(" SERVER ").append(quote.apply(server.toString()));
            if (options.get(FOREIGN_OPTIONS) instanceof SqlText text) {
                clauses.append(" OPTIONS (")
                        .append(PostgresqlExpressions.in(text))
                        .append(')');
            }
            return clauses.toString();
        }
        List<String> parameters = new ArrayList<>();
        options.forEach((name, value) -> {
            if (PARAMETERS.containsKey(name)) {
                parameters.add(name + " = " + value(value));
            }
        });
        if (!parameters.isEmpty()) {
            clauses.append(" WITH (").append(String.join(", ", parameters)).append(')');
        }
        Object tablespace = options.get(TABLESPACE);
        if (tablespace != null) {
            clauses.append(" TABLESPACE ").append(quote.apply(tablespace.toString()));
        }
        return clauses.toString();
    }

    private static String value(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    /** Returns the options that no clause of CREATE TABLE sets. */
    static Map<String, @Nullable Object> setLater(Table table) {
        Map<String, @Nullable Object> later = new LinkedHashMap<>();
        table.options().of(PostgresqlDialect.NAME).forEach((name, value) -> {
            if (Set.of(ROW_SECURITY, REPLICA_IDENTITY, STATISTICS, STORAGE, COMPRESSION)
                    .contains(name)) {
                later.put(name, value);
            }
        });
        return later;
    }

    // ---- altering ----

    /**
     * Returns the actions of ALTER TABLE that change options. Each item of the result needs a statement of its own, because
     * PostgreSQL does not combine these actions with others.
     *
     * @param table the table, from whose types the storage of a column is reset; servers before 16 cannot reset it
     * @param changes the new values by name; null resets an option
     * @param quote quotes an identifier
     */
    static List<String> actions(
            Table table, Map<String, ? extends @Nullable Object> changes, UnaryOperator<String> quote) {
        List<String> set = new ArrayList<>();
        List<String> reset = new ArrayList<>();
        List<String> together = new ArrayList<>();
        List<String> apart = new ArrayList<>();
        changes.forEach((name, value) -> {
            switch (name) {
                case UNLOGGED -> apart.add("SET " + (Boolean.TRUE.equals(value) ? "UNLOGGED" : "LOGGED"));
                case TABLESPACE ->
                    apart.add("SET TABLESPACE "
                            + quote.apply(Objects.requireNonNullElse(value, "pg_default")
                                    .toString()));
                case ROW_SECURITY -> together.addAll(rowSecurity(value));
                case REPLICA_IDENTITY -> together.add("REPLICA IDENTITY " + replicaIdentity(value, quote));
                case STATISTICS, STORAGE, COMPRESSION -> together.addAll(ofColumns(table, name, value, quote));
                default -> {
                    if (value == null) {
                        reset.add(name);
                    } else {
                        set.add(name + " = " + value(value));
                    }
                }
            }
        });
        if (!set.isEmpty()) {
            together.add(0, "SET (" + String.join(", ", set) + ")");
        }
        if (!reset.isEmpty()) {
            together.add(0, "RESET (" + String.join(", ", reset) + ")");
        }
        if (!together.isEmpty()) {
            apart.add(0, String.join(", ", together));
        }
        return apart;
    }

    private static List<String> rowSecurity(@Nullable Object value) {
        boolean isForced = "forced".equals(value);
        boolean isEnabled = isForced || "enabled".equals(value);
        return List.of(
                (isEnabled ? "ENABLE" : "DISABLE") + " ROW LEVEL SECURITY",
                (isForced ? "FORCE" : "NO FORCE") + " ROW LEVEL SECURITY");
    }

    private static String replicaIdentity(@Nullable Object value, UnaryOperator<String> quote) {
        Object canonical = value == null ? DEFAULT : canonical(REPLICA_IDENTITY, value);
        String text = canonical.toString();
        return Set.of(DEFAULT, "full", "nothing").contains(text)
                ? text.toUpperCase(Locale.ROOT)
                : "USING INDEX " + quote.apply(text);
    }

    private static List<String> ofColumns(
            Table table, String name, @Nullable Object value, UnaryOperator<String> quote) {
        List<String> actions = new ArrayList<>();
        if (value instanceof Map<?, ?> columns) {
            columns.forEach((column, each) -> actions.add("ALTER COLUMN " + quote.apply((String) column) + " SET "
                    + name.toUpperCase(Locale.ROOT) + " "
                    + (each == null ? initial(table, name, (String) column) : value(each))));
        }
        return actions;
    }

    private static String initial(Table table, String name, String column) {
        return switch (name) {
            case STATISTICS -> "-1";
            case STORAGE ->
                table.column(column).map(PostgresqlTableOptions::initialStorage).orElse("extended");
            default -> "DEFAULT";
        };
    }
}
