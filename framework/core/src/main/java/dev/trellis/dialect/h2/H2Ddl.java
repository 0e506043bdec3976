package dev.trellis.dialect.h2;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.CreateStatement;
import dev.trellis.dialect.DependentDefinition;
import dev.trellis.dialect.Identifiers;
import dev.trellis.dialect.RecreatedDefinitions;
import dev.trellis.dialect.StandardDdl;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.Computed;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import dev.trellis.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compiles operations for H2. */
final class H2Ddl extends StandardDdl {
    H2Ddl(H2Dialect dialect, Catalog catalog, Consumer<CompiledStatement> sink) {
        super(dialect, catalog, sink);
    }

    @Override
    protected String type(ColumnType type) {
        if (type instanceof Enumeration enumeration
                && enumeration.values().stream().anyMatch(String::isBlank)) {
            throw unsupported(
                    "its enumerations cannot contain a blank value",
                    "Use a word for the value, or leave it out and use NULL.");
        }
        return H2Types.sql(type);
    }

    @Override
    protected String defaultSql(Column column, DefaultValue value) {
        if (value instanceof DefaultValue.Literal literal) {
            ColumnType type = H2Types.canonical(column.type(), TableName.of(column.name()));
            return constant(type, H2Types.literal(literal.value(), type));
        }
        String sql = super.defaultSql(column, value);
        return H2Text.isOneOperand(sql) ? sql : "(" + sql + ")";
    }

    /** Returns a literal; for JSON with the prefix JSON, without which H2 would store a text as a JSON string. */
    private String constant(ColumnType type, @Nullable Object value) {
        String sql = literal(value);
        return value != null && type.equals(ColumnType.of(Kind.JSON)) ? "JSON " + sql : sql;
    }

    @Override
    protected String value(TableName table, String column, @Nullable Object value) {
        if (!(value instanceof String)) {
            return literal(value);
        }
        Optional<Column> found = catalog().table(table).flatMap(known -> known.column(column));
        return found.isPresent() ? constant(found.get().type(), value) : literal(value);
    }

    @Override
    protected String collation(String name) {
        throw unsupported("it has one collation for the whole database", "Omit 'collation'.");
    }

    @Override
    protected String onUpdate(Column column, SqlText sql) {
        String text = sql.in(H2Dialect.NAME);
        return text == null ? "" : H2Text.isOneOperand(text) ? sql(sql) : "(" + sql(sql) + ")";
    }

    /** Omits STORED and VIRTUAL, because H2 stores every computed column. */
    @Override
    protected String computed(Computed computed) {
        return "GENERATED ALWAYS AS (" + sql(computed.sql()) + ")";
    }

    @Override
    protected String foreignKey(ForeignKey key) {
        rejectDeferrable(key);
        if (key.match() != null) {
            throw unsupported("it has no MATCH", "Omit 'match'.");
        }
        return super.foreignKey(key);
    }

    @Override
    protected String indexPart(Index.Part part) {
        if (part.column() == null) {
            throw indexOnExpressionUnsupported();
        }
        rejectOperatorClass(part);
        if (part.length() != null) {
            throw unsupported("it indexes whole columns only", "Omit 'length'.");
        }
        return super.indexPart(part);
    }

    /** Refuses a temporary table, which no later run would create again after the database was closed. */
    @Override
    protected String createTable(Table table) {
        if (H2TableOptions.isTemporary(table)) {
            throw unsupported(
                    "it drops a temporary table when the database is closed, and a revision runs only once",
                    "Omit the option 'temporary', or let the application create the table after it has opened the database.");
        }
        return super.createTable(table).replaceFirst("^CREATE ", "CREATE " + H2TableOptions.words(table));
    }

    /** Returns no clause, because the options of H2 are words in front of TABLE. */
    @Override
    protected String tableOptions(Table table) {
        rejectPartitions(table.options());
        rejectInheritance(table.options().inherits());
        return "";
    }

    @Override
    protected List<String> tableElements(Table table) {
        return super.tableElements(withReferencedSchemas(table));
    }

    @Override
    protected String createIndex(TableName table, Index index, boolean concurrently) {
        rejectPartialOrCovering(index);
        String nulls = index.nullsNotDistinct() ? "NULLS NOT DISTINCT " : "";
        return "CREATE " + (index.unique() ? "UNIQUE " + nulls : "") + method(index) + "INDEX "
                + quote(Identifiers.requireName(index.name(), index)) + " ON " + quote(table) + " (" + indexParts(index)
                + ")";
    }

    private String method(Index index) {
        String method = index.using() == null ? "" : index.using().toUpperCase(Locale.ROOT);
        return switch (method) {
            case "", "BTREE" -> "";
            case "HASH", "SPATIAL" -> method + " ";
            default ->
                throw unsupported("it has no index method '" + index.using() + "'", "Use btree, hash or spatial.");
        };
    }

    // ---- the operations ----

    @Override
    public void visit(CreateForeignKey operation) {
        super.visit(new CreateForeignKey(operation.table(), withReferencedSchema(operation.table(), operation.key())));
    }

    @Override
    public void visit(RenameTable operation) {
        RecreatedDefinitions dependents = dependents(operation.table(), Set.of());
        alterTable(operation.table(), "RENAME TO " + quote(operation.table().renamed(operation.to())));
        recreate(dependents.after(operation, new H2Dialect()));
    }

    /** Returns the views whose queries keep the old name of a renamed table or column. */
    private RecreatedDefinitions dependents(TableName table, Set<String> columns) {
        List<DependentDefinition> dependents = new ArrayList<>();
        for (DependentDefinition each : catalog().dependents(table, columns)) {
            if (each.name().kind() == DefinitionKind.VIEW) {
                dependents.add(
                        H2Definitions.dependent(each.name(), each.create().get(0)));
            }
        }
        return new RecreatedDefinitions(dependents);
    }

    private void recreate(List<DependentDefinition> views) {
        views.forEach(view -> view.create().forEach(this::emit));
        views.forEach(view -> emit(view.drop()));
    }

    @Override
    public void visit(AlterColumn operation) {
        String column = "ALTER COLUMN " + quote(operation.column()) + " ";
        if (operation.collation() != null && operation.collation().to() != null) {
            collation(operation.collation().to());
        }
        if (operation.identity() != null && operation.identity().to() == null) {
            alterTable(operation.table(), column + "DROP IDENTITY");
        }
        if (operation.defaultValue() != null && operation.defaultValue().to() == null) {
            alterTable(operation.table(), column + "DROP DEFAULT");
        }
        if (operation.type() != null) {
            retype(operation, operation.type());
        }
        if (operation.defaultValue() != null && operation.defaultValue().to() != null) {
            alterTable(
                    operation.table(),
                    column + "SET DEFAULT "
                            + defaultSql(
                                    altered(operation), operation.defaultValue().to()));
        }
        if (operation.identity() != null && operation.identity().to() != null) {
            identity(operation, column, operation.identity().to());
        }
        if (operation.onUpdate() != null) {
            SqlText assigned = operation.onUpdate().to();
            String text = assigned == null ? "" : onUpdate(altered(operation), assigned);
            alterTable(operation.table(), column + (text.isEmpty() ? "DROP ON UPDATE" : "SET ON UPDATE " + text));
        }
        if (operation.nullable() != null) {
            alterTable(operation.table(), column + (operation.nullable() ? "DROP NOT NULL" : "SET NOT NULL"));
        }
        if (operation.comment() != null) {
            comment(
                    operation.table(),
                    Column.of(operation.column(), ColumnType.of(Kind.TEXT)),
                    operation.comment().to());
        }
        if (operation.rename() != null) {
            RecreatedDefinitions dependents = dependents(operation.table(), Set.of(operation.column()));
            alterTable(operation.table(), column + "RENAME TO " + quote(operation.rename()));
            recreate(dependents.after(operation, new H2Dialect()));
        }
    }

    /** Changes the type; H2 changes that of a computed column only together with the computation. */
    private void retype(AlterColumn operation, ColumnType type) {
        Table table = catalog().table(operation.table()).orElse(null);
        Column before = table == null ? null : table.column(operation.column()).orElse(null);
        if (table != null && before != null && before.computed() != null) {
            alterTable(operation.table(), "ALTER COLUMN " + columnDefinition(table, before.withType(type)));
        } else {
            String column = "ALTER COLUMN " + quote(operation.column());
            alterTable(operation.table(), column + " SET DATA TYPE " + type(type) + using(operation));
        }
    }

    /**
     * Returns the clause USING. If the script contains no expression, the clause converts those texts that H2 does not
     * convert itself.
     */
    private String using(AlterColumn operation) {
        if (operation.using() != null && operation.using().in(H2Dialect.NAME) != null) {
            return " USING " + sql(operation.using());
        }
        ColumnType from = catalog()
                .table(operation.table())
                .flatMap(table -> table.column(operation.column()))
                .map(before -> H2Types.canonical(before.type(), TableName.of(operation.column())))
                .orElse(null);
        ColumnType to = H2Types.canonical(Objects.requireNonNull(operation.type()), TableName.of(operation.column()));
        if (!isText(from) || isText(to)) {
            return "";
        }
        String column = quote(operation.column());
        if (to.equals(ColumnType.of(Kind.JSON))) {
            // Without FORMAT JSON, the document would become one JSON string.
            return " USING " + column + " FORMAT JSON";
        }
        return ColumnType.of(Kind.TEXT).equals(from) && !isBytes(to) ? " USING CAST(" + column + " AS VARCHAR)" : "";
    }

    private static boolean isText(@Nullable ColumnType type) {
        return type instanceof ColumnType.Portable portable && portable.kind().isText();
    }

    private static boolean isBytes(ColumnType type) {
        return type instanceof ColumnType.Portable portable
                && (portable.kind() == Kind.BINARY || portable.kind() == Kind.BLOB);
    }

    /** Returns the column after the operation; its type is empty if the table is unknown. */
    private Column altered(AlterColumn operation) {
        Column known = catalog()
                .table(operation.table())
                .flatMap(table -> table.column(operation.column()))
                .orElse(Column.of(operation.column(), new ColumnType.Native("")));
        return operation.applyTo(known);
    }

    /** Changes an identity. H2 sets start and increment only with the whole definition, which restarts the sequence. */
    private void identity(AlterColumn operation, String column, Identity identity) {
        Column before = catalog()
                .table(operation.table())
                .flatMap(table -> table.column(operation.column()))
                .orElse(null);
        Identity current = before == null || before.identity() == null ? Identity.BY_DEFAULT : before.identity();
        boolean restarts = !Objects.equals(current.start(), identity.start())
                || !Objects.equals(current.increment(), identity.increment());
        if (before != null && restarts) {
            Column altered = operation.applyTo(before).withName(operation.column());
            Table single = Table.of(operation.table(), List.of(altered));
            alterTable(
                    operation.table(),
                    "ALTER COLUMN "
                            + columnDefinition(single, altered.withDefault(null).withNullable(true)));
            if (altered.comment() != null) {
                comment(operation.table(), altered, altered.comment());
            }
        } else {
            String generation = identity.always() ? "ALWAYS" : "BY DEFAULT";
            alterTable(operation.table(), column + "SET GENERATED " + generation);
        }
    }

    /** Drops the constraints and indexes of the column first, because H2 refuses to drop a column that they use. */
    @Override
    public void visit(DropColumn operation) {
        Table before = catalog().table(operation.table()).orElse(null);
        if (before != null && before.column(operation.column()).isPresent()) {
            Table after = after(operation, before);
            removed(before.foreignKeys(), after.foreignKeys()).forEach(key -> dropConstraint(before, key.name(), key));
            removed(before.uniques(), after.uniques()).forEach(unique -> dropConstraint(before, unique.name(), unique));
            removed(before.checks(), after.checks()).forEach(check -> dropConstraint(before, check.name(), check));
            if (before.primaryKey() != null && after.primaryKey() == null) {
                alterTable(operation.table(), "DROP PRIMARY KEY");
            }
            removed(before.indexes(), after.indexes())
                    .forEach(index -> emit("DROP INDEX "
                            + quote(new TableName(
                                    operation.table().schema(), Identifiers.requireName(index.name(), index)))));
        }
        super.visit(operation);
    }

    private void dropConstraint(Table table, @Nullable String name, Object constraint) {
        alterTable(table.name(), "DROP CONSTRAINT " + quote(Identifiers.requireName(name, constraint)));
    }

    /** Makes the columns NOT NULL first, which H2 requires. */
    @Override
    public void visit(CreatePrimaryKey operation) {
        Optional<Table> table = catalog().table(operation.table());
        for (String column : operation.key().columns()) {
            if (table.flatMap(found -> found.column(column))
                    .map(Column::nullable)
                    .orElse(false)) {
                alterTable(operation.table(), "ALTER COLUMN " + quote(column) + " SET NOT NULL");
            }
        }
        super.visit(operation);
    }

    @Override
    public void visit(DropConstraint operation) {
        if (operation.type() == DropConstraint.Type.PRIMARY_KEY) {
            Table before = catalog().table(operation.table()).orElse(Table.of(operation.table(), List.of()));
            List<UniqueConstraint> uniques = uniquesOnKey(before);
            List<ForeignKey> keys = foreignKeysOnKey(before);
            keys.forEach(key -> dropConstraint(before, key.name(), key));
            uniques.forEach(unique -> dropConstraint(before, unique.name(), unique));
            alterTable(operation.table(), "DROP PRIMARY KEY");
            uniques.forEach(unique -> alterTable(operation.table(), "ADD " + unique(unique)));
            keys.forEach(key ->
                    alterTable(operation.table(), "ADD " + foreignKey(withReferencedSchema(operation.table(), key))));
        } else if (operation.type() == DropConstraint.Type.EXCLUDE) {
            throw excludesUnsupported(operation.name());
        } else {
            super.visit(operation);
        }
    }

    /**
     * Returns the unique constraints that may share the primary key's index. H2 refuses to drop an index that a
     * constraint uses, so these constraints are dropped before the primary key and added again after it.
     */
    private static List<UniqueConstraint> uniquesOnKey(Table table) {
        return table.uniques().stream()
                .filter(unique -> isKeyPrefix(table, unique.columns()) && isWholeKey(table, unique.columns()))
                .toList();
    }

    /** Returns the foreign keys that may share the primary key's index; see {@link #uniquesOnKey}. */
    private static List<ForeignKey> foreignKeysOnKey(Table table) {
        return table.foreignKeys().stream()
                .filter(key -> isKeyPrefix(table, key.columns()))
                .toList();
    }

    private static boolean isKeyPrefix(Table table, List<String> columns) {
        PrimaryKey key = table.primaryKey();
        return key != null
                && key.columns().size() >= columns.size()
                && key.columns().subList(0, columns.size()).equals(columns);
    }

    private static boolean isWholeKey(Table table, List<String> columns) {
        return table.primaryKey() != null && table.primaryKey().columns().size() == columns.size();
    }

    // ---- definitions ----

    /** Returns the name alone, which identifies an object in its schema. */
    @Override
    protected String identification(DefinitionName name) {
        return quote(name.name());
    }

    /**
     * Replaces a view in one statement, which keeps the views that use it. Changes the options of a sequence, which keeps its
     * value.
     */
    @Override
    protected void replace(Definition definition) {
        String sql = createStatement(definition);
        if (definition.kind() == DefinitionKind.VIEW) {
            emit(CreateStatement.orReplace(sql, SqlSyntax.H2));
            comment(definition.name(), definition.comment());
        } else if (definition.kind() == DefinitionKind.SEQUENCE && !H2SequenceChange.changesType(sql)) {
            emit("ALTER SEQUENCE " + quote(definition.name().name()) + H2SequenceChange.options(sql));
            comment(definition.name(), definition.comment());
        } else {
            super.replace(definition);
        }
    }
}
