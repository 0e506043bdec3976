package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.CreateStatement;
import dev.trellis.dialect.DependentDefinition;
import dev.trellis.dialect.Identifiers;
import dev.trellis.dialect.StandardDdl;
import dev.trellis.internal.sql.StatementParser;
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
import dev.trellis.operation.RenameTable;
import dev.trellis.operation.ReplaceDefinition;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import dev.trellis.sql.ObjectKind;
import dev.trellis.sql.SqlSyntax;
import dev.trellis.sql.StatementSummary;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compiles operations for PostgreSQL. */
final class PostgresqlDdl extends StandardDdl {

    private ReferencedValues referencedValues = ReferencedValues.of(List.of());

    private final PostgresqlDialect dialect;

    PostgresqlDdl(PostgresqlDialect dialect, Catalog catalog, Consumer<CompiledStatement> sink) {
        super(dialect, catalog, sink);
        this.dialect = dialect;
    }

    @Override
    protected void compileAll(List<Operation> operations) {
        referencedValues = ReferencedValues.of(operations);
        super.compileAll(operations);
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
    public void visit(RenameTable operation) {
        catalog().requireOwnDependents(operation.table(), Set.of());
        super.visit(operation);
    }

    @Override
    public void visit(DropTable operation) {
        catalog().requireOwnDependents(operation.table(), Set.of());
        Set<TableName> unused = new LinkedHashSet<>();
        for (Column column : table(operation.table()).columns()) {
            if (column.type() instanceof Enumeration type
                    && catalog().columnsOf(type.name()).keySet().equals(Set.of(operation.table()))
                    && catalog().dropsWithLastColumn(type.name())) {
                unused.add(type.name());
            }
        }
        super.visit(operation);
        unused.forEach(this::dropType);
    }

    @Override
    public void visit(DropColumn operation) {
        catalog().requireOwnDependents(operation.table(), Set.of(operation.column()));
        TableName unused = usedOnlyBy(operation.table(), operation.column());
        super.visit(operation);
        dropType(unused);
    }

    private Table table(TableName name) {
        return catalog().table(name).orElse(Table.of(name, List.of()));
    }

    /** Returns the enumeration of a column if no other column uses the enumeration; otherwise null. */
    private @Nullable TableName usedOnlyBy(TableName table, String column) {
        ColumnType type = table(table).column(column).map(Column::type).orElse(null);
        return type instanceof Enumeration enumeration
                        && catalog().columnsOf(enumeration.name()).equals(Map.of(table, List.of(column)))
                        && catalog().dropsWithLastColumn(enumeration.name())
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
            catalog().requireOwnDependents(operation.table(), Set.of(operation.column()));
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

    // ---- inherited methods that PostgresqlColumnChange and the canonical form need ----

    @Override
    protected String createStatement(Definition definition) {
        return super.createStatement(definition);
    }

    String quoted(String name) {
        return quote(name);
    }

    @Override
    protected String quote(TableName table) {
        return super.quote(table);
    }

    /** Parses the name of a table or sequence, as SQL contains it. */
    TableName name(String sql) {
        return dialect.parseTableName(sql);
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

    // ---- enumerations ----

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
    private void ensureType(Enumeration wanted) {
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

    // ---- definitions ----

    @Override
    public void visit(ReplaceDefinition operation) {
        Definition definition = operation.definition();
        if (definition.sql().in(PostgresqlDialect.NAME) == null) {
            return;
        }
        switch (definition.kind()) {
            case VIEW, FUNCTION, PROCEDURE -> replaceOrRecreate(operation);
            case SEQUENCE -> alterSequence(operation);
            case DOMAIN -> alterDomain(operation);
            case EXTENSION -> alterExtension(definition);
            default -> recreate(operation);
        }
    }

    /**
     * Replaces an object in place, which keeps its privileges and dependents. The server refuses this if a view loses a
     * column, or a function gets another result. Without a connection, the statement itself decides.
     */
    private void replaceOrRecreate(ReplaceDefinition operation) {
        String create = createStatement(operation.definition());
        String replace = CreateStatement.orReplace(create, SqlSyntax.POSTGRESQL);
        Optional<Boolean> accepted = catalog().accepts(replace);
        if (accepted.orElse(true) && (accepted.isPresent() || hasSameInterface(operation, create))) {
            emit(replace);
            changeComment(operation);
        } else if (accepted.isPresent()) {
            recreate(operation);
        } else {
            replaceInBlock(operation, replace);
            changeComment(operation);
        }
    }

    private boolean hasSameInterface(ReplaceDefinition operation, String create) {
        Definition definition = operation.definition();
        Optional<Definition> previous = operation.previous() != null
                ? Optional.of(operation.previous())
                : catalog().definitions().stream()
                        .filter(each -> each.name().equals(definition.name()))
                        .findFirst();
        return previous.map(each -> PostgresqlDefinitionText.interfaceOf(createStatement(each)))
                .filter(PostgresqlDefinitionText.interfaceOf(create)::equals)
                .isPresent();
    }

    /** Emits a block that replaces the object in place, and otherwise creates it and its known dependents again. */
    private void replaceInBlock(ReplaceDefinition operation, String replace) {
        Definition definition = operation.definition();
        List<DependentDefinition> dependents = catalog().dependents(definition.name());
        List<String> otherwise = new ArrayList<>();
        for (int i = dependents.size() - 1; i >= 0; i--) {
            otherwise.add(dependents.get(i).drop());
        }
        String arguments = definition.name().arguments();
        otherwise.add("DROP " + definition.kind().words().toUpperCase(Locale.ROOT) + " "
                + quote(definition.name().name()) + (arguments == null ? "" : "(" + arguments + ")"));
        otherwise.add(createStatement(definition));
        dependents.forEach(dependent -> otherwise.addAll(dependent.create()));
        emit("DO $trellis$\nBEGIN\n" + replace
                + ";\nEXCEPTION WHEN invalid_table_definition OR invalid_function_definition THEN\n"
                + String.join(";\n", otherwise) + ";\nEND $trellis$");
    }

    /** Drops the object with its dependents, and creates them again with the same privileges, comments and states. */
    private void recreate(ReplaceDefinition operation) {
        Definition definition = operation.definition();
        List<DependentDefinition> dependents = catalog().dependents(definition.name());
        DependentDefinition own = catalog().definition(definition.name()).orElse(null);
        drop(dependents);
        if (own == null) {
            drop(definition.name());
        } else {
            emit(own.drop());
        }
        emit(createStatement(definition));
        if (own != null) {
            own.create().stream()
                    .skip(1)
                    .filter(property -> !property.startsWith(PostgresqlDependencyQueries.REFRESH))
                    .filter(property -> catalog().accepts(property).orElse(true))
                    .forEach(this::emit);
        }
        changeComment(operation);
        dependents.forEach(this::create);
    }

    private void changeComment(ReplaceDefinition operation) {
        Definition previous = operation.previous();
        String comment = operation.definition().comment();
        if (previous == null || !Objects.equals(previous.comment(), comment)) {
            comment(operation.definition().name(), comment);
        }
    }

    /** Drops definitions, beginning with the last one. */
    private void drop(List<DependentDefinition> definitions) {
        for (int i = definitions.size() - 1; i >= 0; i--) {
            emit(definitions.get(i).drop());
        }
    }

    private void create(DependentDefinition definition) {
        definition.create().forEach(this::emit);
    }

    /**
     * Runs a change that the server refuses while definitions depend on the columns: drops these definitions before it and
     * creates them again after it.
     *
     * @param type the name of a type that is replaced; null if none is
     */
    private void withoutDependents(Map<TableName, List<String>> columns, @Nullable TableName type, Runnable change) {
        Set<DefinitionName> dropped = new HashSet<>();
        Deque<List<DependentDefinition>> groups = new ArrayDeque<>();
        columns.forEach(
                (table, names) -> dropGroup(catalog().dependents(table, new LinkedHashSet<>(names)), dropped, groups));
        if (type != null) {
            dropGroup(catalog().dependents(DefinitionName.of(DefinitionKind.DOMAIN, type)), dropped, groups);
        }
        change.run();
        groups.forEach(group -> group.forEach(this::create));
    }

    /** Drops the definitions of a list that are not dropped yet, and puts them in front of the other groups. */
    private void dropGroup(
            List<DependentDefinition> dependents,
            Set<DefinitionName> dropped,
            Deque<List<DependentDefinition>> groups) {
        List<DependentDefinition> group = dependents.stream()
                .filter(dependent -> dropped.add(dependent.name()))
                .toList();
        drop(group);
        groups.addFirst(group);
    }

    /** Changes the options of a sequence, which keeps its current value. */
    private void alterSequence(ReplaceDefinition operation) {
        Definition definition = operation.definition();
        PostgresqlSequenceOptions options = PostgresqlSequenceOptions.of(createStatement(definition));
        String sequence = quote(definition.name().name());
        emit(options.alter(sequence));
        boolean wasUnlogged = operation.previous() != null
                && PostgresqlSequenceOptions.of(createStatement(operation.previous()))
                        .unlogged();
        if (options.unlogged() != wasUnlogged) {
            emit("ALTER SEQUENCE " + sequence + " SET " + (wasUnlogged ? "LOGGED" : "UNLOGGED"));
        }
        changeComment(operation);
    }

    /** Changes a domain in place, because columns use it; a domain of another type is created again. */
    private void alterDomain(ReplaceDefinition operation) {
        Definition definition = operation.definition();
        TableName name = definition.name().name();
        Definition previous = operation.previous();
        Optional<String> before = catalog()
                .definition(definition.name())
                .map(present -> present.create().get(0))
                .or(() -> Optional.ofNullable(previous).map(this::createStatement));
        Optional<List<String>> changes =
                before.flatMap(statement -> PostgresqlDomain.of(createStatement(definition), name.name())
                        .changesFrom(PostgresqlDomain.of(statement, name.name())));
        if (changes.isEmpty()) {
            recreate(operation);
            return;
        }
        changes.get().forEach(change -> emit("ALTER DOMAIN " + quote(name) + " " + change));
        changeComment(operation);
    }

    /**
     * Changes the version and the schema of an extension, which keeps the objects that depend on it. An extension that has no
     * update to the version is dropped and created.
     */
    private void alterExtension(Definition definition) {
        PostgresqlExtension extension = PostgresqlExtension.of(createStatement(definition));
        String alter = "ALTER EXTENSION " + quote(definition.name().name().name());
        String update = alter + " UPDATE" + (extension.version() == null ? "" : " TO " + literal(extension.version()));
        if (!catalog().accepts(update).orElse(true)) {
            drop(definition.name());
            create(definition);
            return;
        }
        emit(update);
        if (extension.schema() != null) {
            emit(alter + " SET SCHEMA " + quote(extension.schema()));
        }
        if (definition.comment() != null) {
            comment(definition.name(), definition.comment());
        }
    }
}
