package dev.trellis.dialect.mariadb;

import dev.trellis.dialect.mysqlbase.MysqlBaseInspector;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** MariaDB's catalogue, which keeps expressions and defaults as SQL, and a CHECK by its table. */
final class MariadbInspector extends MysqlBaseInspector {
    /** What a column that is indexed as a whole is cut to: the bytes a key may have, in characters of 1, 3 and 4 bytes. */
    private static final Set<Integer> WHOLE_LENGTHS = Set.of(3072, 1024, 768);

    MariadbInspector() {
        super(MariadbDialect.TYPES);
    }

    @Override
    protected String checks() {
        return "SELECT TABLE_NAME, CONSTRAINT_NAME, CHECK_CLAUSE, LEVEL FROM information_schema.CHECK_CONSTRAINTS";
    }

    @Override
    protected String indexExpression() {
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

    /** They come as they were made. */
    @Override
    protected String inOrder(String columns) {
        return "";
    }

    @Override
    protected boolean isCut(int length) {
        return WHOLE_LENGTHS.contains(length);
    }
}
