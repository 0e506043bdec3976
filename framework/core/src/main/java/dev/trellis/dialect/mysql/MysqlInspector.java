package dev.trellis.dialect.mysql;

import dev.trellis.dialect.mysqlbase.MysqlBaseInspector;
import dev.trellis.dialect.mysqlbase.MysqlBaseTableOptions;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.TableOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads MySQL's catalogue, which contains expressions with the escapes of a string literal, and constants unchanged. */
final class MysqlInspector extends MysqlBaseInspector {
    MysqlInspector() {
        super(MysqlDialect.TYPES);
    }

    @Override
    protected List<TableOption> tableOptions() {
        return MysqlBaseTableOptions.OF_MYSQL;
    }

    @Override
    protected String checksQuery() {
        return "SELECT TABLE_NAME, CONSTRAINT_NAME, CHECK_CLAUSE, 'Table' FROM information_schema.TABLE_CONSTRAINTS"
                + " JOIN information_schema.CHECK_CONSTRAINTS USING (CONSTRAINT_SCHEMA, CONSTRAINT_NAME)";
    }

    @Override
    protected String indexExpressionColumn() {
        return "EXPRESSION";
    }

    @Override
    protected String referenceSystemColumn() {
        return "SRS_ID";
    }

    @Override
    protected String expression(String text) {
        return MysqlNormalization.fromCatalog(text);
    }

    @Override
    protected @Nullable DefaultValue defaultValue(@Nullable String text, String extra, ColumnType type) {
        if (text == null) {
            return null;
        }
        return extra.contains("DEFAULT_GENERATED")
                ? MysqlDialect.TYPES.readDefault(MysqlNormalization.fromCatalog(text), type)
                : MysqlDialect.TYPES.readConstant(text, type);
    }

    @Override
    protected String orderBy(String columns) {
        return " ORDER BY " + columns;
    }

    @Override
    protected boolean isFullKeyLength(int length) {
        return false;
    }
}
