package dev.trellis.dialect.mysql;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Identifiers;
import dev.trellis.dialect.mysqlbase.MysqlBaseAlterTable;
import dev.trellis.dialect.mysqlbase.MysqlBaseDdl;
import dev.trellis.dialect.mysqlbase.MysqlBaseKeys;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.ColumnType.Portable;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The DDL of MySQL: without IF EXISTS, with indexes on expressions, and with renames that recreate dependent objects. */
final class MysqlDdl extends MysqlBaseDdl {
    /** The longest varchar, in bytes, whose length takes one byte. */
    private static final int MAX_LENGTH_OF_ONE_BYTE = 255;

    private static final Pattern OFFSET = Pattern.compile(":\\d\\d(\\.\\d+)?\\s*([Zz]|[-+]\\d\\d(:?\\d\\d)?)$");

    MysqlDdl(MysqlDialect dialect, Catalog catalog, Consumer<CompiledStatement> sink) {
        super(dialect, catalog, sink);
    }

    @Override
    protected String expression(SqlText sql) {
        return "(" + sql(sql) + ")";
    }

    /**
     * Returns a default's SQL. An offset from UTC is rejected, because the server would convert the literal to the session's
     * time zone and drop the offset. An SQL text that is a constant is written as a constant, because the server stores
     * {@code DEFAULT (-1)} as an expression, which differs from {@code DEFAULT -1}.
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
                    "its datetime stores no offset from UTC",
                    "Write the timestamp without an offset, in the time zone of the database.");
        }
        return super.defaultSql(column, value);
    }

    /** Grants the privileges for a replaced routine again, which the server forgets when it drops the routine. */
    @Override
    protected void replace(Definition definition) {
        DefinitionName name = definition.name();
        boolean isRoutine = name.kind() == DefinitionKind.FUNCTION || name.kind() == DefinitionKind.PROCEDURE;
        List<RoutineGrant> grants =
                isRoutine && catalog().underlying() instanceof MysqlCatalog live ? live.routineGrants(name) : List.of();
        super.replace(definition);
        String routine = name.kind().words().toUpperCase(Locale.ROOT) + " " + quote(name.name());
        grants.forEach(grant -> emit(grant.sql(routine)));
    }

    @Override
    public void visit(AddColumn operation) {
        if (!operation.ifNotExists()) {
            super.visit(operation);
            return;
        }
        Table table = known(operation.table())
                .orElseThrow(() -> unsupported(
                        "it has no IF NOT EXISTS for columns, and Trellis does not know the columns of table '"
                                + operation.table() + "', because SQL has created it",
                        "Create the table with an operation instead of SQL text."));
        boolean exists = table.columns().stream()
                .anyMatch(column ->
                        column.name().equalsIgnoreCase(operation.column().name()));
        if (!exists) {
            super.visit(new AddColumn(operation.table(), operation.column(), false));
        }
    }

    @Override
    protected String resetCharset() {
        if (catalog().underlying() instanceof MysqlCatalog live) {
            return live.databaseCharset();
        }
        throw unsupported(
                "only the server knows the character set of the database",
                "Name the character set and the collation: options: {mysql: {charset: utf8mb4, collation:"
                        + " utf8mb4_0900_ai_ci}}");
    }

    @Override
    protected void addImplicitIndex(MysqlBaseAlterTable alter, Table before, ForeignKey key) {
        if (!hasImplicitIndex(before, key)) {
            String name = Identifiers.requireName(key.name(), key);
            alter.add("INDEX " + quote(name) + " (" + quoteAll(key.columns()) + ")");
        }
    }

    @Override
    protected void dropImplicitIndex(MysqlBaseAlterTable alter, @Nullable Table before, String key) {
        boolean exists = before != null
                && before.foreignKeys().stream()
                        .filter(candidate -> key.equals(candidate.name()))
                        .anyMatch(candidate -> hasImplicitIndex(before, candidate));
        if (exists) {
            alter.dropIndex(key);
        }
    }

    /**
     * Returns whether the server has created an index for a foreign key. Without a database, this method follows the
     * server's rule: the server creates an index if no other index starts with the key's columns, and of two indexes with
     * the same first columns it keeps the longer one.
     */
    private boolean hasImplicitIndex(Table table, ForeignKey key) {
        if (catalog().underlying() instanceof MysqlCatalog live) {
            return live.hasIndex(table.name(), Identifiers.requireName(key.name(), key));
        }
        List<ForeignKey> candidates = MysqlBaseKeys.needingImplicitIndex(table);
        int index = candidates.indexOf(key);
        return index >= 0
                && candidates.stream()
                        .noneMatch(other -> MysqlBaseKeys.startsWith(other.columns(), key.columns())
                                && (other.columns().size() > key.columns().size()
                                        || candidates.indexOf(other) > index));
    }

    /**
     * Returns false if storing the length of a value takes a second byte after the change, which depends on the character
     * set. The server then refuses the change (errors 1832 and 1833).
     */
    @Override
    protected boolean allowsLongerKeyColumn(int from, int to) {
        return from <= to && (to <= MAX_LENGTH_OF_ONE_BYTE / 4 || from > MAX_LENGTH_OF_ONE_BYTE);
    }

    @Override
    protected void dropCheck(MysqlBaseAlterTable alter, @Nullable Table before, String name) {
        alter.clause("DROP CHECK " + quote(name));
    }

    /**
     * Returns whether both defaults are constants, because ALTER COLUMN silently ignores an expression for a NOT NULL
     * column.
     */
    @Override
    protected boolean canAlterDefault(Column before, Column after) {
        return isConstant(before) && isConstant(after);
    }

    private boolean isConstant(Column column) {
        return !MysqlDialect.TYPES.forbidsConstantDefault(
                        MysqlDialect.TYPES.canonical(column.type(), TableName.of(column.name())))
                && (column.defaultValue() == null
                        || (column.defaultValue() instanceof DefaultValue.Literal
                                && !defaultSql(column, column.defaultValue()).startsWith("(")));
    }

    @Override
    protected void changeColumn(MysqlBaseAlterTable alter, AlterColumn operation, String clause) {
        Table before =
                operation.rename() == null ? null : known(operation.table()).orElse(null);
        if (before == null) {
            alter.clause(clause);
            return;
        }
        MysqlColumnRename dependents = new MysqlColumnRename(before, operation.column(), text -> sql(text));
        dependents.checks().forEach(name -> dropCheck(alter, before, name));
        dependents.keys().forEach(alter::dropIndex);
        dependents.computed().forEach(alter::dropColumn);
        alter.clause(clause);
        recreate(alter, dependents, after(operation, before));
    }

    /** Adds the dependent objects of a renamed column again, as they are after the change. */
    private void recreate(MysqlBaseAlterTable alter, MysqlColumnRename dependents, Table after) {
        for (int i = 0; i < after.columns().size(); i++) {
            Column column = after.columns().get(i);
            if (dependents.computed().contains(column.name())) {
                String position = i == 0
                        ? " FIRST"
                        : " AFTER " + quote(after.columns().get(i - 1).name());
                alter.add("COLUMN " + columnDefinition(after, column) + position);
            }
        }
        Map<String, String> options =
                catalog().underlying() instanceof MysqlCatalog live ? live.indexOptions(quote(after.name())) : Map.of();
        after.uniques().stream()
                .filter(unique -> dependents.keys().contains(Identifiers.requireName(unique.name(), unique)))
                .forEach(unique -> alter.add(unique(unique) + options.getOrDefault(unique.name(), "")));
        after.indexes().stream()
                .filter(index -> dependents.keys().contains(Identifiers.requireName(index.name(), index)))
                .forEach(index -> alter.add(index(index) + options.getOrDefault(index.name(), "")));
        dependents
                .checks()
                .forEach(name -> after.checks().stream()
                        .filter(check -> name.equals(check.name()))
                        .forEach(check -> alter.add(check(check))));
    }
}
