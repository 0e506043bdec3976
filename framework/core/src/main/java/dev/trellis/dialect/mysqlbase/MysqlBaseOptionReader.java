package dev.trellis.dialect.mysqlbase;

import dev.trellis.schema.TableOption;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the options of a table from a row of {@code information_schema.TABLES}. Options that a table has without stating
 * them are omitted: the engine InnoDB, and the character set and collation of the database.
 */
final class MysqlBaseOptionReader {
    /** An option in the column CREATE_OPTIONS: {@code KEY_BLOCK_SIZE=8}, {@code `encrypted`=yes}, {@code COMPRESSION="zlib"}. */
    private static final Pattern OPTION = Pattern.compile("`?(\\w+)`?=(?:\"([^\"]*)\"|'([^']*)'|(\\S+))");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final List<TableOption> declared;

    MysqlBaseOptionReader(List<TableOption> declared) {
        this.declared = declared;
    }

    /**
     * Returns the options by name, without partitions.
     *
     * @param createOptions the column CREATE_OPTIONS
     * @param databaseCollation the collation of the database
     */
    Map<String, Object> options(
            @Nullable String engine,
            @Nullable String createOptions,
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
        Matcher stated = OPTION.matcher(createOptions == null ? "" : createOptions);
        while (stated.find()) {
            String name = stated.group(1).toLowerCase(Locale.ROOT);
            TableOption option = TableOption.find(declared, name);
            Object value = option == null ? null : value(option, text(stated));
            if (value != null) {
                options.put(name, value);
            }
        }
        if (isVersioned) {
            options.put(MysqlBaseTableOptions.SYSTEM_VERSIONING, true);
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

    /** Returns whether CREATE_OPTIONS says that the table has partitions. */
    static boolean isPartitioned(@Nullable String createOptions) {
        return createOptions != null && createOptions.contains("partitioned");
    }
}
