package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Identifiers;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.AttachPartition;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.DetachPartition;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.DropTable;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Exclude;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.PartitionBy;
import dev.trellis.schema.PartitionOf;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOptions;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compiles operations for PostgreSQL. */
final class PostgresqlDdl extends PostgresqlEnumDdl {

    PostgresqlDdl(PostgresqlDialect dialect, Catalog catalog, Consumer<CompiledStatement> sink) {
        super(dialect, catalog, sink);
    }

    // ---- parts of statements ----

    @Override
    protected String type(ColumnType type) {
        if (type instanceof Enumeration enumeration) {
            return quote(enumeration.name());
        }
        return PostgresqlTypes.sql(type);
    }

    @Override
    protected String defaultSql(Column column, DefaultValue value) {
        return value instanceof DefaultValue.Literal literal
                ? literal(PostgresqlDefaults.coerced(PostgresqlTypes.canonical(column.type()), literal.value()))
                : PostgresqlExpressions.asDefault(sql(((DefaultValue.Expression) value).sql()));
    }

    @Override
    protected String foreignKey(ForeignKey key) {
        if (key.match() == ForeignKey.Match.PARTIAL) {
            throw unsupported("PostgreSQL has no MATCH PARTIAL", "Use match: full, or omit 'match'.");
        }
        return super.foreignKey(key);
    }

    @Override
    protected String exclude(Exclude exclude) {
        return constraint(exclude.name()) + PostgresqlExcludes.clause(exclude, this::quote);
    }

    /** Returns the statement; the list in parentheses lacks the parts that the table inherits from a parent. */
    @Override
    protected String createTable(Table table) {
        PartitionOf place = table.options().partitionOf();
        List<String> elements = tableElements(table);
        String list = elements.isEmpty() ? "" : " (\n  " + String.join(",\n  ", elements) + "\n)";
        return "CREATE " + PostgresqlTableOptions.kind(table) + "TABLE " + quote(table.name())
                + (place == null
                        ? list.isEmpty() ? " ()" : list
                        : " PARTITION OF " + quote(place.table()) + list + " "
                                + PostgresqlPartitions.clause(place.bound()))
                + tableOptions(table);
    }

    @Override
    protected String tableOptions(Table table) {
        TableOptions options = table.options();
        if (options.equals(TableOptions.NONE)) {
            return "";
        }
        PartitionBy key = options.partitionBy();
        return (options.inherits().isEmpty() ? "" : " INHERITS (" + quoteTables(options.inherits()) + ")")
                + (key == null ? "" : " " + PostgresqlPartitions.clause(key, this::quote))
                + PostgresqlTableOptions.clauses(table, this::quote);
    }

    private String quoteTables(List<TableName> tables) {
        return tables.stream().map(this::quote).collect(Collectors.joining(", "));
    }

    @Override
    protected void alterOptions(TableName table, Map<String, @Nullable Object> changes) {
        Table known = resetsStorage(changes) ? table(table) : Table.of(table, List.of());
        PostgresqlTableOptions.actions(known, changes, this::quote).forEach(action -> alterTable(table, action));
    }

    private static boolean resetsStorage(Map<String, @Nullable Object> changes) {
        return changes.get(PostgresqlTableOptions.STORAGE) instanceof Map<?, ?> columns && columns.containsValue(null);
    }

    @Override
    protected void alterInheritance(TableName table, List<TableName> inherits) {
        List<TableName> before = table(table).options().inherits();
        removed(before, inherits).forEach(parent -> alterTable(table, "NO INHERIT " + quote(parent)));
        removed(inherits, before).forEach(parent -> alterTable(table, "INHERIT " + quote(parent)));
    }

    @Override
    public void visit(AttachPartition operation) {
        alterTable(
                operation.table(),
                "ATTACH PARTITION " + quote(operation.partition()) + " "
                        + PostgresqlPartitions.clause(operation.bound()));
    }

    @Override
    public void visit(DetachPartition operation) {
        alterTable(
                operation.table(),
                "DETACH PARTITION " + quote(operation.partition()) + (operation.concurrently() ? " CONCURRENTLY" : ""));
    }

    @Override
    protected String createIndex(TableName table, Index index, boolean concurrently) {
        StringBuilder text = new StringBuilder("CREATE ")
                .append(index.unique() ? "UNIQUE " : "")
                .append("INDEX ")
                .append(concurrently ? "CONCURRENTLY " : "")
                .append(quote(Identifiers.requireName(index.name(), index)))
                .append(" ON ")
                .append(quote(table));
        if (index.using() != null) {
            text.append(" USING ").append(quote(index.using().toLowerCase(Locale.ROOT)));
        }
        text.append(" (").append(indexParts(index)).append(')');
        if (!index.include().isEmpty()) {
            text.append(" INCLUDE (").append(quoteAll(index.include())).append(')');
        }
        if (index.nullsNotDistinct()) {
            text.append(" NULLS NOT DISTINCT");
        }
        if (index.where() != null) {
            text.append(" WHERE ").append(sql(index.where()));
        }
        return text.toString();
    }

    // ---- tables, columns, and the enumerations that are created and dropped with them ----
    // PostgreSQL itself renames what a definition reads, and refuses to drop it.

    @Override
    public void visit(CreateTable operation) {
        Map<TableName, Enumeration> types = new LinkedHashMap<>();
        for (Column column : operation.table().columns()) {
            if (column.type() instanceof Enumeration type) {
                types.put(type.name(), type);
            }
        }
        types.values().forEach(this::ensureType);
        List<UniqueConstraint> duplicates = duplicates(operation.table());
        List<UniqueConstraint> others = new ArrayList<>(operation.table().uniques());
        others.removeAll(duplicates);
        super.visit(new CreateTable(operation.table().withUniques(others)));
        duplicates.forEach(unique -> alterTable(operation.table().name(), "ADD " + unique(unique)));
        if (!operation.table().options().byDialect().isEmpty()) {
            alterOptions(operation.table().name(), PostgresqlTableOptions.setLater(operation.table()));
        }
    }

    /**
     * Returns the unique constraints over the same columns as the primary key or an earlier unique constraint. PostgreSQL
     * silently ignores them within the same CREATE TABLE, but creates them in an ALTER TABLE.
     */
    private static List<UniqueConstraint> duplicates(Table table) {
        Set<List<String>> seen = new HashSet<>();
        if (table.primaryKey() != null) {
            seen.add(table.primaryKey().columns());
        }
        return table.uniques().stream()
                .filter(unique -> !seen.add(unique.columns()))
                .toList();
    }

    @Override
    public void visit(AddColumn operation) {
        if (operation.column().type() instanceof Enumeration type) {
            ensureType(type);
        }
        super.visit(operation);
    }

    @Override
    public void visit(DropTable operation) {
        Set<TableName> unused = new LinkedHashSet<>();
        Table dropped = table(operation.table());
        for (Column column : dropped.columns()) {
            if (column.type() instanceof Enumeration type
                    && catalog().columnsOf(type.name()).keySet().equals(Set.of(operation.table()))
                    && catalog().dropsWithLastColumn(type.name())) {
                unused.add(type.name());
            }
        }
        if (PostgresqlTableOptions.isForeign(dropped)) {
            emit("DROP FOREIGN TABLE " + quote(operation.table()));
        } else {
            super.visit(operation);
        }
        unused.forEach(this::dropType);
    }

    @Override
    public void visit(DropColumn operation) {
        TableName unused = usedOnlyBy(operation.table(), operation.column());
        super.visit(operation);
        dropType(unused);
    }

    @Override
    public void visit(AlterColumn operation) {
        Column before = table(operation.table()).column(operation.column()).orElse(null);
        Column after = operation.applyTo(
                before == null ? Column.of(operation.column(), PostgresqlColumnChange.UNKNOWN) : before);
        TableName unused = operation.type() == null ? null : usedOnlyBy(operation.table(), operation.column());
        boolean retyped = operation.type() != null;
        if (operation.type() instanceof Enumeration wanted) {
            retyped = before == null
                    || !(before.type() instanceof Enumeration old && old.name().equals(wanted.name()));
            unused = retyped ? unused : null;
            ensureType(wanted);
        }
        PostgresqlColumnChange change = new PostgresqlColumnChange(this, operation, before, after, retyped);
        if (change.needsType()) {
            throw unsupported(
                    "PostgreSQL changes a collation together with the type, and the type is unknown here",
                    "Add the 'type' to the operation.");
        }
        rejectOnUpdate(operation);
        if (change.setsType()) {
            withoutDependents(Map.of(operation.table(), List.of(operation.column())), null, () -> emit(change));
        } else {
            emit(change);
        }
        if (operation.comment() != null) {
            comment(
                    operation.table(),
                    after.withName(operation.column()),
                    operation.comment().to());
        }
        if (operation.rename() != null && !operation.rename().equals(operation.column())) {
            alterTable(
                    operation.table(),
                    "RENAME COLUMN " + quote(operation.column()) + " TO " + quote(operation.rename()));
        }
        dropType(unused);
    }

    private void emit(PostgresqlColumnChange change) {
        List<String> actions = change.actions();
        List<String> identity = change.identityStatements();
        if (change.dropsIdentity()) {
            identity.forEach(this::emit);
        }
        if (!actions.isEmpty()) {
            alterTable(change.operation().table(), String.join(", ", actions));
        }
        if (!change.dropsIdentity()) {
            identity.forEach(this::emit);
        }
        change.sequenceStatements().forEach(this::emit);
    }

    // ---- inherited methods that PostgresqlColumnChange needs ----

    String quoted(String name) {
        return quote(name);
    }

    @Override
    protected String quote(TableName table) {
        return super.quote(table);
    }

    String expression(SqlText sql) {
        return sql(sql);
    }

    String identityClause(Identity identity) {
        return identity(identity);
    }

    @Override
    public void visit(DropIndex operation) {
        emit("DROP INDEX " + (operation.concurrently() ? "CONCURRENTLY " : "")
                + quote(new TableName(operation.table().schema(), operation.name())));
    }
}
