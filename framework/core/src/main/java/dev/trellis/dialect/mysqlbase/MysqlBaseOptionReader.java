package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.Query;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableOption;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the options of tables from {@code information_schema.TABLES}. Options that a table has without stating them are
 * omitted: the engine InnoDB, and the character set and collation of the database.
 *
 * <p>For the column CREATE_OPTIONS the server opens each table. On MariaDB, that takes as long as reading all columns, so the
 * column is read separately, and only for the tables whose options are needed.
 */
final class MysqlBaseOptionReader {
    /** An option in the column CREATE_OPTIONS: {@code KEY_BLOCK_SIZE=8}, {@code `encrypted`=yes}, {@code COMPRESSION="zlib"}. */
    private static final Pattern OPTION = Pattern.compile("`?(\\w+)`?=(?:\"([^\"]*)\"|'([^']*)'|(\\S+))");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final List<TableOption> declared;

    private final Connection connection;
    private final String database;

    MysqlBaseOptionReader(List<TableOption> declared, Connection connection, String database) {
        this.declared = declared;
        this.connection = connection;
        this.database = database;
    }

    /**
     * Returns the options that the other columns contain, by name.
     *
     * @param databaseCollation the collation of the database
     */
    static Map<String, Object> options(
            @Nullable String engine,
            @Nullable String collation,
            @Nullable String databaseCollation,
            boolean isVersioned) {
        Map<String, Object> options = new LinkedHashMap<>();
        if (engine != null && !engine.equalsIgnoreCase(MysqlBaseTableOptions.DEFAULT_ENGINE)) {
            options.put(MysqlBaseTableOptions.ENGINE, engine);
        }
        if (collation != null && !collation.equals(databaseCollation)) {
            options.put(MysqlBaseTableOptions.CHARSET, charset(collation));
            options.put(MysqlBaseTableOptions.COLLATION, collation);
        }
        if (isVersioned) {
            options.put(MysqlBaseTableOptions.SYSTEM_VERSIONING, true);
        }
        return options;
    }

    /**
     * Reads CREATE_OPTIONS and the partitions, with one query for each partitioned table.
     *
     * @param onlyTable the table to read; null for all of the database
     * @return the options by table and name; tables without such options are missing
     */
    Map<String, Map<String, Object>> createOptions(@Nullable String onlyTable) throws SQLException {
        Map<String, String> texts = new LinkedHashMap<>();
        Query.each(
                connection,
                "SELECT TABLE_NAME, CREATE_OPTIONS FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?"
                        + (onlyTable == null ? "" : " AND TABLE_NAME = ?"),
                onlyTable == null ? List.of(database) : List.of(database, onlyTable),
                row -> texts.put(row.getString(1), Objects.requireNonNullElse(row.getString(2), "")));
        Map<String, Map<String, Object>> byTable = new LinkedHashMap<>();
        for (Map.Entry<String, String> table : texts.entrySet()) {
            Map<String, Object> options = stated(table.getValue());
            if (table.getValue().contains("partitioned")) {
                String partitions = PartitionText.of(String.valueOf(ShowCreate.of(
                        connection,
                        "table",
                        MysqlBaseDialect.quoted(database) + "." + MysqlBaseDialect.quoted(table.getKey()))));
                if (!partitions.isEmpty()) {
                    options.put(MysqlBaseTableOptions.PARTITION_BY, SqlText.of(partitions));
                }
            }
            if (!options.isEmpty()) {
                byTable.put(table.getKey(), options);
            }
        }
        return byTable;
    }

    private Map<String, Object> stated(String createOptions) {
        Map<String, Object> options = new LinkedHashMap<>();
        Matcher stated = OPTION.matcher(createOptions);
        while (stated.find()) {
            String name = stated.group(1).toLowerCase(Locale.ROOT);
            TableOption option = TableOption.find(declared, name);
            Object value = option == null ? null : value(option, text(stated));
            if (value != null) {
                options.put(name, value);
            }
        }
        return options;
    }

    private static String text(Matcher stated) {
        for (int group = 2; group < stated.groupCount(); group++) {
            if (stated.group(group) != null) {
                return stated.group(group);
            }
        }
        return stated.group(stated.groupCount());
    }

    private static @Nullable Object value(TableOption option, String text) {
        return option.accepted(NUMBER.matcher(text).matches() ? new BigDecimal(text) : text, text);
    }

    /** Returns the character set of a collation, with which the name of the collation begins. */
    static String charset(String collation) {
        int end = collation.indexOf('_');
        return end < 0 ? collation : collation.substring(0, end);
    }
}
