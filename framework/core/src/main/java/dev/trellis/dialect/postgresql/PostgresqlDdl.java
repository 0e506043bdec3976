package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.StandardDdl;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.AlterEnum;
import dev.trellis.operation.CreateEnum;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropEnum;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
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
import org.jspecify.annotations.Nullable;

/** What PostgreSQL says differently from the standard. */
final class PostgresqlDdl extends StandardDdl {

    private ReferencedWords words = ReferencedWords.of(List.of());

    PostgresqlDdl(PostgresqlDialect dialect, Catalog catalog, Consumer<CompiledStatement> sink) {
        super(dialect, catalog, sink);
    }

    @Override
    protected void compileAll(List<Operation> operations) {
        words = ReferencedWords.of(operations);
        super.compileAll(operations);
    }

    // ---- pieces ----

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
        if ("partial".equalsIgnoreCase(key.match())) {
            throw unsupported("PostgreSQL has no MATCH PARTIAL", "use match: full, or leave it out");
        }
        return super.foreignKey(key);
    }

    @Override
    protected String createIndex(TableName table, Index index, boolean concurrently) {
        StringBuilder text = new StringBuilder("CREATE ")
                .append(index.unique() ? "UNIQUE " : "")
                .append("INDEX ")
                .append(concurrently ? "CONCURRENTLY " : "")
                .append(quote(String.valueOf(index.name())))
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

    // ---- tables, columns and the enumerations that come and go with them ----

    @Override
    public void visit(CreateTable operation) {
        Map<TableName, Enumeration> types = new LinkedHashMap<>();
        for (Column column : operation.table().columns()) {
            if (column.type() instanceof Enumeration type) {
                types.put(type.name(), type);
            }
        }
        types.values().forEach(this::provide);
        List<UniqueConstraint> repeated = repeated(operation.table());
        List<UniqueConstraint> others = new ArrayList<>(operation.table().uniques());
        others.removeAll(repeated);
        super.visit(new CreateTable(operation.table().withUniques(others)));
        repeated.forEach(unique -> alterTable(operation.table().name(), "ADD " + unique(unique)));
    }

    /**
     * Those over the same columns as the primary key or one before them. PostgreSQL passes over them in silence when they
     * stand in the same CREATE TABLE, and adds them when they come later.
     */
    private static List<UniqueConstraint> repeated(Table table) {
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
            provide(type);
        }
        super.visit(operation);
    }

    @Override
    public void visit(DropTable operation) {
        Set<TableName> unused = new LinkedHashSet<>();
        for (Column column : table(operation.table()).columns()) {
            if (column.type() instanceof Enumeration type
                    && catalog().columnsOf(type.name()).keySet().equals(Set.of(operation.table()))) {
                unused.add(type.name());
            }
        }
        super.visit(operation);
        unused.forEach(this::dropType);
    }

    @Override
    public void visit(DropColumn operation) {
        TableName unused = usedOnlyBy(operation.table(), operation.column());
        super.visit(operation);
        dropType(unused);
    }

    private Table table(TableName name) {
        return catalog().table(name).orElse(Table.of(name, List.of()));
    }

    /** The enumeration of a column that no other column has; null when there is none. */
    private @Nullable TableName usedOnlyBy(TableName table, String column) {
        ColumnType type = table(table).column(column).map(Column::type).orElse(null);
        return type instanceof Enumeration enumeration
                        && catalog().columnsOf(enumeration.name()).equals(Map.of(table, List.of(column)))
                ? enumeration.name()
                : null;
    }

    private void dropType(@Nullable TableName type) {
        if (type != null) {
            emit("DROP TYPE " + quote(type));
        }
    }

    @Override
    public void visit(AlterColumn operation) {
        Column before = table(operation.table()).column(operation.column()).orElse(null);
        Column after = operation.applyTo(
                before == null ? Column.of(operation.column(), PostgresqlColumnChange.UNKNOWN) : before);
        TableName left = operation.type() == null ? null : usedOnlyBy(operation.table(), operation.column());
        boolean retyped = operation.type() != null;
        if (operation.type() instanceof Enumeration wanted) {
            retyped = before == null
                    || !(before.type() instanceof Enumeration old && old.name().equals(wanted.name()));
            left = retyped ? left : null;
            provide(wanted);
        }
        PostgresqlColumnChange change = new PostgresqlColumnChange(operation, before, after, retyped);
        if (change.needsType()) {
            throw unsupported(
                    "a collation is changed together with the type, and the type is not known here",
                    "say the 'type' as well");
        }
        String column = quote(operation.column());
        List<String> actions =
                change.actions(column, this::type, value -> defaultSql(after, value), this::sql, this::collation);
        List<String> identity = change.identity(quote(operation.table()), column, this::identity);
        boolean identityFirst =
                operation.identity() != null && operation.identity().to() == null;
        if (identityFirst) {
            identity.forEach(this::emit);
        }
        if (!actions.isEmpty()) {
            alterTable(operation.table(), String.join(", ", actions));
        }
        if (!identityFirst) {
            identity.forEach(this::emit);
        }
        if (operation.comment() != null) {
            comment(
                    operation.table(),
                    after.withName(operation.column()),
                    operation.comment().to());
        }
        if (operation.rename() != null && !operation.rename().equals(operation.column())) {
            alterTable(operation.table(), "RENAME COLUMN " + column + " TO " + quote(operation.rename()));
        }
        dropType(left);
    }

    @Override
    public void visit(DropIndex operation) {
        emit("DROP INDEX " + (operation.concurrently() ? "CONCURRENTLY " : "")
                + quote(new TableName(operation.table().schema(), operation.name())));
    }

    // ---- enumerations ----

    @Override
    public void visit(CreateEnum operation) {
        createType(operation.type());
    }

    private void createType(Enumeration type) {
        emit("CREATE TYPE " + quote(type.name()) + " AS ENUM (" + String.join(", ", literals(type.values())) + ")");
    }

    private List<String> literals(List<String> values) {
        return values.stream().map(this::literal).toList();
    }

    @Override
    public void visit(AlterEnum operation) {
        provide(operation.type());
    }

    @Override
    public void visit(DropEnum operation) {
        if (catalog().enumeration(operation.name()).isPresent()) {
            dropType(operation.name());
        }
    }

    /** Sees to it that the type is there with these values. */
    private void provide(Enumeration wanted) {
        Enumeration known = catalog().enumeration(wanted.name()).orElse(null);
        if (known == null) {
            createType(wanted);
        } else if (isSubsequence(known.values(), wanted.values()) && !isNewValueUsed(known, wanted)) {
            addValues(known, wanted);
        } else {
            recreate(wanted);
        }
    }

    /** A new value cannot be used in the transaction that adds it; in one that makes the type it can. */
    private boolean isNewValueUsed(Enumeration known, Enumeration wanted) {
        return wanted.values().stream().anyMatch(value -> !known.values().contains(value) && words.speakOf(value));
    }

    private static boolean isSubsequence(List<String> few, List<String> many) {
        int at = 0;
        for (String value : many) {
            if (at < few.size() && few.get(at).equals(value)) {
                at++;
            }
        }
        return at == few.size();
    }

    /** Adds each new value behind its neighbour; those in front of all known ones, before the first of these. */
    private void addValues(Enumeration known, Enumeration wanted) {
        String first = known.values().get(0);
        int start = wanted.values().indexOf(first);
        for (int i = 0; i < wanted.values().size(); i++) {
            String value = wanted.values().get(i);
            if (!known.values().contains(value)) {
                String place = i < start
                        ? " BEFORE " + literal(first)
                        : " AFTER " + literal(wanted.values().get(i - 1));
                emit("ALTER TYPE " + quote(wanted.name()) + " ADD VALUE " + literal(value) + place);
            }
        }
    }

    /** Values cannot be taken away or moved: the columns change over to a new type of the same name. */
    private void recreate(Enumeration wanted) {
        TableName old = wanted.name().renamed(nameForOld(wanted.name().name()));
        Map<TableName, List<String>> users = catalog().columnsOf(wanted.name());
        Map<TableName, Table> tables = new LinkedHashMap<>();
        users.keySet().forEach(name -> tables.put(name, table(name)));
        emit("ALTER TYPE " + quote(wanted.name()) + " RENAME TO " + quote(old.name()));
        createType(wanted);
        users.forEach((name, columns) -> {
            PostgresqlDependents dependents = PostgresqlDependents.of(tables.getOrDefault(name, table(name)), columns);
            dependents
                    .checks()
                    .forEach(check -> alterTable(name, "DROP CONSTRAINT " + quote(String.valueOf(check.name()))));
            dependents
                    .indexes()
                    .forEach(index ->
                            emit("DROP INDEX " + quote(new TableName(name.schema(), String.valueOf(index.name())))));
            for (Column column : dependents.columns()) {
                alterTable(name, changeOver(column, wanted));
            }
            dependents.checks().forEach(check -> alterTable(name, "ADD " + check(check)));
            dependents.indexes().forEach(index -> emit(createIndex(name, index, false)));
        });
        dropType(old);
    }

    private String changeOver(Column column, Enumeration type) {
        String alter = "ALTER COLUMN " + quote(column.name());
        String name = quote(type.name());
        String cast = alter + " TYPE " + name + " USING " + quote(column.name()) + "::text::" + name;
        DefaultValue value = column.defaultValue();
        if (value == null) {
            return cast;
        }
        boolean lost =
                value instanceof DefaultValue.Literal literal && !type.values().contains(literal.toString());
        return alter + " DROP DEFAULT, " + cast
                + (lost ? "" : ", " + alter + " SET DEFAULT " + defaultSql(column, value));
    }

    private static String nameForOld(String name) {
        String old = name + "_old";
        return old.length() <= PostgresqlDialect.IDENTIFIER_LIMIT / 2 ? old : "trellis_old_enum";
    }
}
