package dev.trellis.dialect.mysqlbase;

import dev.trellis.schema.TableOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The options of tables on MariaDB and MySQL, and their clauses in CREATE TABLE and ALTER TABLE. */
public final class MysqlBaseTableOptions {
    /** The storage engine. */
    static final String ENGINE = "engine";
    /** The format of rows in the storage engine. */
    static final String ROW_FORMAT = "row_format";
    /** The character set of columns that state neither a character set nor a collation. */
    static final String CHARSET = "charset";
    /** The collation of columns that state none. */
    static final String COLLATION = "collation";
    /** The next number of the AUTO_INCREMENT column. */
    static final String AUTO_INCREMENT = "auto_increment";
    /** The text after PARTITION BY. */
    static final String PARTITION_BY = "partition_by";
    /** Whether the table keeps former rows; an option of MariaDB. */
    static final String SYSTEM_VERSIONING = "system_versioning";
    /** The engine of a table that states none, unless the server's configuration names another one. */
    static final String DEFAULT_ENGINE = "InnoDB";

    private static final String KEY_BLOCK_SIZE = "key_block_size";
    private static final String COMPRESSION = "compression";
    private static final String PAGE_COMPRESSED = "page_compressed";
    private static final String ENCRYPTION = "encryption";
    private static final String DEFAULT = "DEFAULT";

    /** The engines that enforce foreign keys; the others accept and ignore them. */
    private static final Set<String> WITH_FOREIGN_KEYS = Set.of("innodb", "ndb", "ndbcluster");

    private static final List<TableOption> COMMON = List.of(
            TableOption.word(ENGINE),
            TableOption.word(ROW_FORMAT, "dynamic", "compact", "compressed", "redundant", "fixed", "page"),
            TableOption.word(CHARSET),
            TableOption.word(COLLATION),
            TableOption.number(AUTO_INCREMENT),
            TableOption.number(KEY_BLOCK_SIZE),
            TableOption.number("stats_persistent"),
            TableOption.number("stats_auto_recalc"),
            TableOption.number("stats_sample_pages"));

    private static final List<TableOption> ONLY_MARIADB =
            List.of(TableOption.number(PAGE_COMPRESSED), TableOption.word("encrypted", "yes", "no"));

    private static final List<TableOption> ONLY_MYSQL =
            List.of(TableOption.word(COMPRESSION, "zlib", "lz4", "none"), TableOption.word(ENCRYPTION, "y", "n"));

    /** The options that MariaDB has. */
    public static final List<TableOption> OF_MARIADB =
            with(ONLY_MARIADB, TableOption.flag(SYSTEM_VERSIONING).initially(false), TableOption.sql(PARTITION_BY));

    /** The options that MySQL has. */
    public static final List<TableOption> OF_MYSQL = with(ONLY_MYSQL, TableOption.sql(PARTITION_BY));

    private MysqlBaseTableOptions() {}

    private static List<TableOption> with(List<TableOption> more, TableOption... last) {
        List<TableOption> options = new ArrayList<>(COMMON);
        options.addAll(more);
        options.addAll(List.of(last));
        return List.copyOf(options);
    }

    /** Returns whether tables with these options enforce foreign keys. */
    static boolean hasForeignKeys(Map<String, Object> options) {
        Object engine = options.get(ENGINE);
        return engine == null || WITH_FOREIGN_KEYS.contains(engine.toString().toLowerCase(Locale.ROOT));
    }

    /**
     * Returns the clauses of the options that CREATE TABLE and ALTER TABLE write alike: all but partitions and system
     * versioning.
     *
     * @param options the values by name; null resets an option
     * @param reset the clause that resets the character set or the collation
     */
    static List<String> clauses(Map<String, ? extends @Nullable Object> options, Supplier<String> reset) {
        return Stream.of(COMMON, ONLY_MARIADB, ONLY_MYSQL)
                .flatMap(List::stream)
                .map(TableOption::name)
                .filter(options::containsKey)
                .map(name -> isReset(name, options) ? reset.get() : clause(name, options.get(name)))
                .filter(clause -> !clause.isEmpty())
                .toList();
    }

    /** Returns whether an option is the one that resets the character set, which resets the collation, too. */
    private static boolean isReset(String name, Map<String, ? extends @Nullable Object> options) {
        return options.get(name) == null
                && (name.equals(CHARSET) || (name.equals(COLLATION) && !options.containsKey(CHARSET)));
    }

    private static String clause(String name, @Nullable Object value) {
        return switch (name) {
            case ENGINE -> "ENGINE = " + (value == null ? DEFAULT_ENGINE : value);
            case CHARSET -> "DEFAULT CHARACTER SET = " + value;
            case COLLATION -> value == null ? "" : "COLLATE = " + value;
            // The server keeps the counter above the highest number in the table, so there is nothing to reset.
            case AUTO_INCREMENT -> value == null ? "" : "AUTO_INCREMENT = " + value;
            case KEY_BLOCK_SIZE, PAGE_COMPRESSED -> upper(name) + " = " + (value == null ? 0 : value);
            case COMPRESSION -> "COMPRESSION = '" + (value == null ? "none" : value) + "'";
            case ENCRYPTION -> "ENCRYPTION = '" + (value == null ? "N" : upper(value)) + "'";
            default -> upper(name) + " = " + (value == null ? DEFAULT : upper(value));
        };
    }

    private static String upper(Object text) {
        return text.toString().toUpperCase(Locale.ROOT);
    }
}
