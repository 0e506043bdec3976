package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Identifiers;
import dev.trellis.internal.sql.StatementParser;
import dev.trellis.operation.AlterEnum;
import dev.trellis.operation.CreateEnum;
import dev.trellis.operation.DropEnum;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.sql.ObjectKind;
import dev.trellis.sql.SqlSyntax;
import dev.trellis.sql.StatementSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The enumerations of PostgreSQL, which are created with the first column that uses them and dropped with the last one. An
 * enumeration is extended in place where the server permits it, and otherwise created again.
 */
abstract class PostgresqlEnumDdl extends PostgresqlDefinitionDdl {
    private final PostgresqlDialect dialect;

    private ReferencedValues referencedValues = ReferencedValues.of(List.of());

    PostgresqlEnumDdl(PostgresqlDialect dialect, Catalog catalog, Consumer<CompiledStatement> sink) {
        super(dialect, catalog, sink);
        this.dialect = dialect;
    }

    @Override
    protected void compileAll(List<Operation> operations) {
        referencedValues = ReferencedValues.of(operations);
        super.compileAll(operations);
    }

    /** Parses the name of a table or sequence, as SQL contains it. */
    TableName name(String sql) {
        return dialect.parseTableName(sql);
    }

    final Table table(TableName name) {
        return catalog().table(name).orElse(Table.of(name, List.of()));
    }

    /** Returns the enumeration of a column if no other column uses the enumeration; otherwise null. */
    final @Nullable TableName usedOnlyBy(TableName table, String column) {
        ColumnType type = table(table).column(column).map(Column::type).orElse(null);
        return type instanceof Enumeration enumeration
                        && catalog().columnsOf(enumeration.name()).equals(Map.of(table, List.of(column)))
                        && catalog().dropsWithLastColumn(enumeration.name())
                ? enumeration.name()
                : null;
    }

    final void dropType(@Nullable TableName type) {
        if (type != null) {
            emit("DROP TYPE " + quote(type));
        }
    }

    @Override
    public void visit(CreateEnum operation) {
        createType(operation.type());
    }

    private void createType(Enumeration type) {
        if (type.name().schema() == null
                && PostgresqlTypes.isBuiltIn(type.name().name())) {
            throw unsupported(
                    "PostgreSQL has a type '" + type.name() + "' of its own, which a column would get instead",
                    "Give the enumeration another name.");
        }
        emit("CREATE TYPE " + quote(type.name()) + " AS ENUM (" + String.join(", ", literals(type.values())) + ")");
    }

    private List<String> literals(List<String> values) {
        return values.stream().map(this::literal).toList();
    }

    @Override
    public void visit(AlterEnum operation) {
        ensureType(operation.type());
    }

    @Override
    public void visit(DropEnum operation) {
        // Without a database, a type that raw SQL has created is not in the catalogue.
        if (catalog().enumeration(operation.name()).isPresent()
                || !catalog().executed().isEmpty()) {
            dropType(operation.name());
        }
    }

    /** Creates the type, or changes it so that it has these values. */
    final void ensureType(Enumeration wanted) {
        Enumeration known = catalog().enumeration(wanted.name()).orElse(null);
        if (known == null) {
            if (!isCreatedBySql(wanted.name())) {
                createType(wanted);
            }
        } else if (known.values().equals(wanted.values()) || !catalog().mayChange(wanted)) {
            return;
        } else if (isSubsequence(known.values(), wanted.values()) && !isNewValueUsed(known, wanted)) {
            addValues(known, wanted);
        } else {
            recreate(wanted);
        }
    }

    /**
     * Returns whether SQL of a script has created a type. Without a database, the catalogue does not contain such a type.
     */
    private boolean isCreatedBySql(TableName type) {
        return catalog().executed().stream()
                .flatMap(sql -> StatementParser.parseAll(sql.in(PostgresqlDialect.NAME), SqlSyntax.POSTGRESQL).stream())
                .anyMatch(statement -> statement instanceof StatementSummary.Create create
                        && create.kind() == ObjectKind.TYPE
                        && create.names().stream()
                                .anyMatch(name -> dialect.parseTableName(name).equals(type)));
    }

    /** Returns whether an operation uses a new value, which PostgreSQL rejects in the transaction that adds it to a type. */
    private boolean isNewValueUsed(Enumeration known, Enumeration wanted) {
        return wanted.values().stream()
                .anyMatch(value -> !known.values().contains(value) && referencedValues.contain(value));
    }

    private static boolean isSubsequence(List<String> part, List<String> whole) {
        int matched = 0;
        for (String value : whole) {
            if (matched < part.size() && part.get(matched).equals(value)) {
                matched++;
            }
        }
        return matched == part.size();
    }

    /**
     * Adds each new value after its predecessor; values that precede all known values are added before the first known
     * value.
     */
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

    /** Creates a new type of the same name and converts the columns, because values cannot be removed or reordered. */
    private void recreate(Enumeration wanted) {
        TableName old = wanted.name().renamed(oldName(wanted.name().name()));
        Map<TableName, List<String>> users = catalog().columnsOf(wanted.name());
        Map<TableName, Table> tables = new LinkedHashMap<>();
        users.keySet().forEach(name -> tables.put(name, table(name)));
        withoutDependents(users, wanted.name(), () -> recreate(wanted, old, users, tables));
    }

    private void recreate(
            Enumeration wanted, TableName old, Map<TableName, List<String>> users, Map<TableName, Table> tables) {
        emit("ALTER TYPE " + quote(wanted.name()) + " RENAME TO " + quote(old.name()));
        createType(wanted);
        users.forEach((name, columns) -> {
            PostgresqlDependents dependents = PostgresqlDependents.of(tables.getOrDefault(name, table(name)), columns);
            dependents
                    .checks()
                    .forEach(check ->
                            alterTable(name, "DROP CONSTRAINT " + quote(Identifiers.requireName(check.name(), check))));
            dependents
                    .indexes()
                    .forEach(index -> emit("DROP INDEX "
                            + quote(new TableName(name.schema(), Identifiers.requireName(index.name(), index)))));
            for (Column column : dependents.columns()) {
                alterTable(name, changeType(column, wanted));
            }
            dependents.checks().forEach(check -> alterTable(name, "ADD " + check(check)));
            dependents.indexes().forEach(index -> emit(createIndex(name, index, false)));
        });
        dropType(old);
    }

    private String changeType(Column column, Enumeration type) {
        String alter = "ALTER COLUMN " + quote(column.name());
        String name = quote(type.name());
        String suffix = isArray(column.type()) ? "[]" : "";
        String cast = alter + " TYPE " + name + suffix + " USING " + quote(column.name()) + "::text" + suffix + "::"
                + name + suffix;
        DefaultValue value = column.defaultValue();
        if (value == null) {
            return cast;
        }
        boolean lost = suffix.isEmpty()
                && value instanceof DefaultValue.Literal literal
                && !type.values().contains(literal.toString());
        return alter + " DROP DEFAULT, " + cast
                + (lost ? "" : ", " + alter + " SET DEFAULT " + defaultSql(column, value));
    }

    /** Returns whether the type of a column is an array; the elements of the array may be the values of an enumeration. */
    private static boolean isArray(ColumnType type) {
        return PostgresqlTypes.canonical(type) instanceof ColumnType.Native nativeType
                && nativeType.sql().endsWith("[]");
    }

    private static String oldName(String name) {
        String old = name + "_old";
        return old.length() <= PostgresqlDialect.IDENTIFIER_LIMIT / 2 ? old : "trellis_old_enum";
    }
}
