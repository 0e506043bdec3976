package dev.trellis.dialect.mariadb;

import dev.trellis.dialect.mysqlbase.MysqlBaseInspector;
import dev.trellis.dialect.mysqlbase.MysqlBaseTableOptions;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.TableOption;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads MariaDB's catalogue, which contains expressions and defaults as SQL, and the table of each CHECK. */
final class MariadbInspector extends MysqlBaseInspector {
    /**
     * The lengths to which the server cuts an index on a whole column: the greatest length of a key, in characters of 1, 3
     * and 4 bytes.
     */
    private static final Set<Integer> FULL_KEY_LENGTHS = Set.of(3072, 1024, 768);

    MariadbInspector() {
        super(MariadbDialect.TYPES);
    }

    @Override
    protected List<TableOption> tableOptions() {
        return MysqlBaseTableOptions.OF_MARIADB;
    }

    @Override
    protected String checksQuery() {
        return "SELECT TABLE_NAME, CONSTRAINT_NAME, CHECK_CLAUSE, LEVEL FROM information_schema.CHECK_CONSTRAINTS";
    }

    @Override
    protected String indexExpressionColumn() {
        return "NULL";
    }

    @Override
    protected String referenceSystemColumn() {
        return "NULL";
    }

    @Override
    protected String expression(String text) {
        return text;
    }

    @Override
    protected @Nullable DefaultValue defaultValue(@Nullable String text, String extra, ColumnType type) {
        return types().readDefault(text, type);
    }

    /** Returns no clause, because the server returns the rows in the order of creation. */
    @Override
    protected String orderBy(String columns) {
        return "";
    }

    @Override
    protected boolean isFullKeyLength(int length) {
        return FULL_KEY_LENGTHS.contains(length);
    }
}
