package dev.trellis.dialect.mysql;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.mysqlbase.MysqlBaseDdl;
import dev.trellis.dialect.mysqlbase.MysqlBaseKeys;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.ColumnType.Portable;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How MySQL says the operations: without IF EXISTS, with indexes on expressions, and with a way around what a name holds. */
final class MysqlDdl extends MysqlBaseDdl {
    private static final Pattern OFFSET = Pattern.compile(":\\d\\d(\\.\\d+)?\\s*([Zz]|[-+]\\d\\d(:?\\d\\d)?)$");

    MysqlDdl(MysqlDialect dialect, Catalog catalog, Consumer<CompiledStatement> sink) {
        super(dialect, catalog, sink);
    }

    @Override
    protected String expression(SqlText sql) {
        return "(" + sql(sql) + ")";
    }

    /**
     * The server would turn an offset into hours of the session's time zone, and leave it out. SQL that is a constant is
     * said as one: {@code DEFAULT (-1)} would be kept as an expression, which is another default than {@code -1}.
     */
    @Override
    protected String defaultSql(Column column, DefaultValue value) {
        if (value instanceof DefaultValue.Expression expression
                && MysqlDialect.TYPES.readDefault(
                                sql(expression.sql()),
                                MysqlDialect.TYPES.canonical(column.type(), TableName.of(column.name())))
                        instanceof DefaultValue.Literal constant) {
            return defaultSql(column, constant);
        }
        if (value instanceof DefaultValue.Literal literal
                && column.type() instanceof Portable type
                && (type.kind() == Kind.TIMESTAMP || type.kind() == Kind.TIMESTAMPTZ)
                && OFFSET.matcher(literal.value().toString()).find()) {
            throw unsupported(
                    "its datetime keeps no offset from UTC",
                    "say the moment without an offset, as the clock of the database shows it");
        }
        return super.defaultSql(column, value);
    }

    @Override
    public void visit(AddColumn operation) {
        if (!operation.ifNotExists()) {
            super.visit(operation);
            return;
        }
        Table table = known(operation.table())
                .orElseThrow(() -> unsupported(
                        "it has no IF NOT EXISTS for columns, and table '" + operation.table() + "' is not known here",
                        "create the table with an operation instead of SQL text"));
        boolean there = table.columns().stream()
                .anyMatch(column ->
                        column.name().equalsIgnoreCase(operation.column().name()));
        if (!there) {
            super.visit(new AddColumn(operation.table(), operation.column(), false));
        }
    }

    @Override
    protected Optional<String> addNeededIndex(Table before, ForeignKey key) {
        String name = String.valueOf(key.name());
        return hasMadeIndex(before, key)
                ? Optional.empty()
                : Optional.of("ADD INDEX " + quote(name) + " (" + quoteAll(key.columns()) + ")");
    }

    @Override
    protected Optional<String> dropMadeIndex(@Nullable Table before, String key) {
        boolean there = before != null
                && before.foreignKeys().stream()
                        .filter(each -> key.equals(each.name()))
                        .anyMatch(each -> hasMadeIndex(before, each));
        return there ? Optional.of("DROP INDEX " + quote(key)) : Optional.empty();
    }

    /** Without a database, the server makes the index where nothing else serves; of two that begin alike it keeps the longer. */
    private boolean hasMadeIndex(Table table, ForeignKey key) {
        if (catalog().underlying() instanceof MysqlCatalog live) {
            return live.hasIndex(table.name(), String.valueOf(key.name()));
        }
        List<ForeignKey> unserved = MysqlBaseKeys.unserved(table);
        int at = unserved.indexOf(key);
        return at >= 0
                && unserved.stream()
                        .noneMatch(other -> MysqlBaseKeys.begins(other.columns(), key.columns())
                                && (other.columns().size() > key.columns().size() || unserved.indexOf(other) > at));
    }

    @Override
    protected String dropCheck(@Nullable Table before, String name) {
        return "DROP CHECK " + quote(name);
    }

    /** ALTER COLUMN knows constants only: of an expression for a column that is NOT NULL it says nothing, and does nothing. */
    @Override
    protected boolean setsDefault(Column before, Column after) {
        return isConstant(before) && isConstant(after);
    }

    private boolean isConstant(Column column) {
        return !MysqlDialect.TYPES.isWithoutConstantDefault(
                        MysqlDialect.TYPES.canonical(column.type(), TableName.of(column.name())))
                && (column.defaultValue() == null
                        || (column.defaultValue() instanceof DefaultValue.Literal
                                && !defaultSql(column, column.defaultValue()).startsWith("(")));
    }

    @Override
    protected String renameClauses(AlterColumn operation, String change) {
        Table before =
                operation.rename() == null ? null : known(operation.table()).orElse(null);
        if (before == null) {
            return change;
        }
        Table after = after(operation, before);
        MysqlColumnRename renaming = new MysqlColumnRename(before, operation.column(), text -> sql(text));
        List<String> changes = new ArrayList<>();
        renaming.checks().forEach(check -> changes.add(dropCheck(before, String.valueOf(check.name()))));
        renaming.keys().forEach(name -> changes.add("DROP INDEX " + quote(name)));
        renaming.computed().forEach(column -> changes.add("DROP COLUMN " + quote(column)));
        changes.add(change);
        for (int i = 0; i < after.columns().size(); i++) {
            Column column = after.columns().get(i);
            if (renaming.computed().contains(column.name())) {
                String place = i == 0
                        ? " FIRST"
                        : " AFTER " + quote(after.columns().get(i - 1).name());
                changes.add("ADD COLUMN " + columnDefinition(after, column) + place);
            }
        }
        after.uniques().stream()
                .filter(unique -> renaming.keys().contains(String.valueOf(unique.name())))
                .forEach(unique -> changes.add("ADD " + unique(unique)));
        after.indexes().stream()
                .filter(index -> renaming.keys().contains(String.valueOf(index.name())))
                .forEach(index -> changes.add("ADD " + index(index)));
        renaming.checks()
                .forEach(check -> after.checks().stream()
                        .filter(other -> String.valueOf(other.name()).equals(check.name()))
                        .forEach(other -> changes.add("ADD " + check(other))));
        return String.join(", ", changes);
    }
}
