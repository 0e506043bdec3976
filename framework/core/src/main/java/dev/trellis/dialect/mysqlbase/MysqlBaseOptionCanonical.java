package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.Query;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOptions;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns the stated options of a table that exists into the form in which the inspector reads them. If the
 * table has the stated value of an option and the inspector does not read that value, for example because it is the
 * default, the option is omitted, and a comparison then finds no difference.
 */
final class MysqlBaseOptionCanonical {
    /** The next number of the table's AUTO_INCREMENT column; MySQL's catalogue may contain a number of the day before. */
    private static final Pattern COUNTER = Pattern.compile("\\R\\) ENGINE=\\w+ AUTO_INCREMENT=(\\d+)");

    private static final Set<String> OFF = Set.of("false", "0", "none", "n", "no");
    private static final String PROBE = MysqlBaseDefinitions.PROBE + "partitions";

    private final MysqlBaseDialect dialect;
    private final Connection connection;

    MysqlBaseOptionCanonical(MysqlBaseDialect dialect, Connection connection) {
        this.dialect = dialect;
        this.connection = connection;
    }

    /**
     * Returns the options of a table.
     *
     * @param known the actual table
     * @param collation the actual collation of the table; null if it is not known
     */
    TableOptions of(Table table, Table known, @Nullable String collation) throws SQLException {
        Map<String, Object> actual = known.options().of(dialect.name());
        Map<String, Object> options = new LinkedHashMap<>();
        for (Map.Entry<String, Object> stated :
                table.options().of(dialect.name()).entrySet()) {
            String name = stated.getKey();
            Object value = stated.getValue();
            Object present = actual.get(name);
            if (present != null && isSame(name, value, present, table.name())) {
                options.put(name, present);
            } else if (present != null || !isMet(name, value, table.name(), collation)) {
                options.put(name, value);
            }
        }
        return table.options().only(dialect.name(), options);
    }

    private boolean isSame(String name, Object value, Object present, TableName table) throws SQLException {
        return switch (name) {
            case MysqlBaseTableOptions.PARTITION_BY ->
                PartitionText.isSame(value.toString(), present.toString())
                        || PartitionText.isSame(stored(value.toString(), table), present.toString());
            case MysqlBaseTableOptions.CHARSET, MysqlBaseTableOptions.COLLATION ->
                withoutAlias(value).equals(withoutAlias(present));
            default -> value.toString().equalsIgnoreCase(present.toString());
        };
    }

    /** Returns a character set or collation without the former name of {@code utf8mb3}. */
    private static String withoutAlias(Object name) {
        return name.toString().toLowerCase(Locale.ROOT).replaceFirst("^utf8(?=_|$)", "utf8mb3");
    }

    /** Returns whether a table has the stated value of an option that the inspector did not read. */
    private boolean isMet(String name, Object value, TableName table, @Nullable String collation) throws SQLException {
        return switch (name) {
            case MysqlBaseTableOptions.ENGINE ->
                value.toString().equalsIgnoreCase(MysqlBaseTableOptions.DEFAULT_ENGINE);
            case MysqlBaseTableOptions.CHARSET ->
                collation != null && withoutAlias(value).equals(withoutAlias(MysqlBaseOptionReader.charset(collation)));
            case MysqlBaseTableOptions.COLLATION ->
                collation != null && withoutAlias(value).equals(withoutAlias(collation));
            case MysqlBaseTableOptions.AUTO_INCREMENT ->
                counter(table).compareTo(new BigDecimal(value.toString())) >= 0;
            case MysqlBaseTableOptions.ROW_FORMAT -> value.toString().equalsIgnoreCase(rowFormat(table));
            // MySQL's catalogue does not mark a table as partitioned if the partitions are those of KEY ().
            case MysqlBaseTableOptions.PARTITION_BY ->
                PartitionText.isSame(
                        value.toString(),
                        PartitionText.of(String.valueOf(ShowCreate.of(connection, "table", quoted(table)))));
            default -> OFF.contains(value.toString().toLowerCase(Locale.ROOT));
        };
    }

    private BigDecimal counter(TableName table) throws SQLException {
        String shown = ShowCreate.withCounter(connection, quoted(table));
        Matcher counter = COUNTER.matcher(shown);
        return counter.find() ? new BigDecimal(counter.group(1)) : BigDecimal.ONE;
    }

    private String rowFormat(TableName table) throws SQLException {
        return Query.strings(
                        connection,
                        "SELECT ROW_FORMAT FROM information_schema.TABLES"
                                + " WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()) AND TABLE_NAME = ?",
                        table.schema(),
                        table.name())
                .stream()
                .map(String::valueOf)
                .findFirst()
                .orElse("");
    }

    /**
     * Returns how the server prints partitions, which it may spell in another way: it prints {@code to_days('2026-01-01')} as a
     * number. Only a real table shows that, because temporary tables have no partitions. A text that the server rejects is
     * returned unchanged.
     */
    private String stored(String written, TableName table) throws SQLException {
        String probe = quoted(table.renamed(PROBE));
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + probe + " LIKE " + quoted(table));
            try {
                statement.execute("ALTER TABLE " + probe + " PARTITION BY " + written);
                return PartitionText.of(String.valueOf(ShowCreate.of(connection, "table", probe)));
            } finally {
                statement.execute("DROP TABLE " + probe);
            }
        } catch (SQLException rejected) {
            return written;
        }
    }

    private String quoted(TableName table) {
        return (table.schema() == null ? "" : MysqlBaseDialect.quoted(table.schema()) + ".")
                + MysqlBaseDialect.quoted(table.name());
    }
}
