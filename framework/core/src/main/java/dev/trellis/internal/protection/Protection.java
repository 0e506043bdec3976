package dev.trellis.internal.protection;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.Problems;
import dev.trellis.internal.sql.RemovedSchemas;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.DropSchema;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RunJava;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.TableName;
import dev.trellis.script.Body;
import dev.trellis.script.LocatedOperation;
import dev.trellis.sql.ObjectKind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The static check of scripts against the tables of protected branches. {@link ProtectedSchemaMonitor} finds the changes
 * that the text of a script does not show.
 */
public final class Protection {
    private final boolean isActive;
    private final Dialect dialect;
    private final String defaultSchema;
    private final boolean isTransactional;
    private final Supplier<Ownership> ownershipSource;
    private final SqlTargets targets;
    private final OwnTables ownTables;
    private final Map<TableName, TableName> byComparisonKey = new TreeMap<>();
    private final Map<TableName, ProtectedType> typesByComparisonKey = new TreeMap<>();
    private @Nullable Ownership ownership;

    /**
     * Creates the check; it reads no script before the first table is looked up.
     *
     * @param isActive whether any branch is protected
     * @param defaultSchema the default schema of the connection
     * @param ownTables Trellis's own tables
     * @param ownershipSource called once, at the first lookup
     */
    public Protection(
            boolean isActive,
            Dialect dialect,
            String defaultSchema,
            Collection<TableName> ownTables,
            Supplier<Ownership> ownershipSource) {
        this.isActive = isActive;
        this.dialect = dialect;
        this.defaultSchema = defaultSchema;
        this.isTransactional = dialect.capabilities().transactionalDdl();
        this.ownershipSource = ownershipSource;
        this.targets = new SqlTargets(dialect);
        this.ownTables = new OwnTables(dialect, defaultSchema, ownTables);
    }

    /**
     * Returns whether the revisions of a branch have to be checked: a protected branch exists, and this branch is not
     * protected.
     *
     * @param branch null for a revision that no branch declares
     */
    public boolean appliesTo(@Nullable Branch branch) {
        return isActive && (branch == null || !branch.isProtected());
    }

    /** Returns the owners of all tables; the first call parses every script. */
    public Ownership ownership() {
        if (ownership == null) {
            ownership = ownershipSource.get();
            ownership
                    .protectedTables()
                    .forEach(table -> byComparisonKey.put(dialect.comparisonKey(table, defaultSchema), table));
            ownership
                    .protectedTypes()
                    .forEach((branch, types) -> types.names()
                            .forEach(name -> typesByComparisonKey.put(
                                    dialect.comparisonKey(name, defaultSchema),
                                    new ProtectedType(name, branch, types))));
            for (TableName own : ownTables.names()) {
                TableName table = byComparisonKey.get(dialect.comparisonKey(own, defaultSchema));
                if (table != null) {
                    throw ProtectionException.ownTableIsProtected(
                            table, ownerOf(table).label());
                }
            }
        }
        return ownership;
    }

    /**
     * Returns the protected table that a name refers to in this database, or null if it refers to none.
     *
     * @param name in any spelling that the database accepts, with or without its schema
     */
    public @Nullable TableName protectedTable(TableName name) {
        ownership();
        return byComparisonKey.get(dialect.comparisonKey(name, defaultSchema));
    }

    /**
     * Returns the protected branch that owns a table which {@link #protectedTable} has returned, or a function, sequence or
     * domain.
     */
    public Branch ownerOf(TableName protectedObject) {
        return Objects.requireNonNull(separateDefinition(protectedObject)
                .map(DefinitionOwners.Owned::branch)
                .orElseGet(() -> ownership().protectorOf(protectedObject)));
    }

    /** Returns the function, sequence or domain of a protected branch with a name that no protected table has. */
    Optional<DefinitionOwners.Owned> separateDefinition(TableName name) {
        return ownership().protectorOf(name) != null
                ? Optional.empty()
                : Optional.ofNullable(ownership().protectedDefinitions().find(DefinitionOwners.SEPARATE, name));
    }

    /**
     * Returns whether a script of a branch may give an existing enumeration other values. No script of another branch may
     * do so if a protected branch has created the type. A column that needs only values which the type has now, or exactly
     * a list which it had earlier, then uses the type unchanged.
     *
     * @param present the enumeration in the database; null if it does not exist, or if there is no database
     * @throws ProtectionException if a column needs a value that the protected type does not have
     */
    public boolean mayChange(@Nullable Branch branch, @Nullable Enumeration present, Enumeration wanted) {
        ProtectedType type = appliesTo(branch) ? protectedType(wanted.name()) : null;
        if (type == null) {
            return true;
        }
        if (present != null && !type.hasHad(wanted) && !present.values().containsAll(wanted.values())) {
            throw new ProtectionException(type.refusal(branch, "change the values of enum " + wanted.name()));
        }
        return false;
    }

    /** Returns the enumerations of the columns that an operation creates or changes. */
    public static List<Enumeration> enumerationsOfColumns(Operation operation) {
        return CreatedTypes.ofColumns(operation).toList();
    }

    private @Nullable ProtectedType protectedType(TableName name) {
        ownership();
        return typesByComparisonKey.get(dialect.comparisonKey(name, defaultSchema));
    }

    /** A type of a protected branch; another branch may use it and may not change it. */
    private record ProtectedType(TableName name, Branch owner, CreatedTypes types) {
        boolean hasHad(Enumeration wanted) {
            return types.hasHad(name, wanted.values());
        }

        boolean refuses(Enumeration wanted) {
            return types.isComplete(name) && !hasHad(wanted);
        }

        Problem refusal(@Nullable Branch branch, String action) {
            return ProtectionException.protectedType(name, owner.label(), branch == null ? "" : branch.label(), action);
        }
    }

    /** Adds a problem for each type of a protected branch that an operation creates, drops, or gives other values. */
    private void checkNamedTypes(@Nullable Branch branch, Operation operation, Location location, Problems problems) {
        if (operation instanceof Autocommit autocommit) {
            autocommit.operations().forEach(each -> checkNamedTypes(branch, each, location, problems));
            return;
        }
        Stream<ProtectedType> named =
                CreatedTypes.named(operation).map(this::protectedType).filter(Objects::nonNull);
        Stream<ProtectedType> ofColumns = CreatedTypes.ofColumns(operation).flatMap(wanted -> {
            ProtectedType type = protectedType(wanted.name());
            return type != null && type.refuses(wanted) ? Stream.of(type) : Stream.empty();
        });
        Stream.concat(named, ofColumns)
                .distinct()
                .forEach(type ->
                        problems.add(type.refusal(branch, operation.describe()).at(location)));
    }

    /** Adds a problem for each type of a protected branch that raw SQL alters, drops or replaces. */
    private void checkTypesInSql(
            @Nullable Branch branch, LocatedOperation located, boolean isSchemaChanged, Problems problems) {
        targets.changedObjects(located.operation())
                .filter(target -> target.kind() == ObjectKind.TYPE)
                .flatMap(target -> protectedTypes(target.name(), isSchemaChanged))
                .distinct()
                .forEach(type -> problems.add(
                        type.refusal(branch, located.operation().describe()).at(located.location())));
    }

    /** Returns the types that a name may mean; without a schema, those of all schemas if the session may be in any. */
    private Stream<ProtectedType> protectedTypes(TableName name, boolean isSchemaChanged) {
        ProtectedType type = protectedType(name);
        return typesByComparisonKey.values().stream()
                .filter(each -> each.equals(type)
                        || (isSchemaChanged
                                && name.schema() == null
                                && each.name().name().equals(name.name())));
    }

    /** Performs {@link #checkNamedTables(Branch, List, Problems)} for the upgrade and the downgrade of a script. */
    public void checkNamedTables(Branch branch, Body body, Problems problems) {
        checkNamedTables(branch, body.upgrade(), problems);
        List<LocatedOperation> downgrade = body.downgrade();
        checkNamedTables(branch, downgrade == null ? List.of() : downgrade, problems);
    }

    /** Adds a problem for each protected table or type that an operation names and changes. Raw SQL is not inspected. */
    public void checkNamedTables(@Nullable Branch branch, List<LocatedOperation> operations, Problems problems) {
        if (!appliesTo(branch)) {
            return;
        }
        for (LocatedOperation located : operations) {
            Operation operation = located.operation();
            protectedTables(operation.tables().stream())
                    .forEach(table -> refuse(branch, table, operation, located.location(), problems));
            checkNamedTypes(branch, operation, located.location(), problems);
            checkNamedDefinitions(branch, operation, located.location(), problems);
            checkNamedSchemas(branch, operation, located.location(), problems);
        }
    }

    /**
     * Adds a problem for each operation on a definition of a protected branch, on a view or table of that name, or on a
     * trigger or policy of a protected table.
     */
    private void checkNamedDefinitions(
            @Nullable Branch branch, Operation operation, Location location, Problems problems) {
        if (operation instanceof Autocommit autocommit) {
            autocommit.operations().forEach(each -> checkNamedDefinitions(branch, each, location, problems));
            return;
        }
        DefinitionName name = operation.definitionName();
        if (name == null) {
            return;
        }
        protectedDefinition(name)
                .ifPresentOrElse(
                        owned -> refuse(branch, owned, operation, location, problems),
                        () -> protectedTableOf(name)
                                .ifPresent(table -> refuse(branch, table, operation, location, problems)));
    }

    /** Adds a problem for an operation that drops a schema which a protected branch created or which contains its tables. */
    private void checkNamedSchemas(@Nullable Branch branch, Operation operation, Location location, Problems problems) {
        if (operation instanceof Autocommit autocommit) {
            autocommit.operations().forEach(each -> checkNamedSchemas(branch, each, location, problems));
        } else if (operation instanceof DropSchema drop) {
            protectorOfSchema(drop.name())
                    .ifPresent(owner -> problems.add(refusal(branch, drop.name(), owner, operation, location)));
        }
    }

    private static Problem refusal(
            @Nullable Branch branch, String schema, Branch owner, Operation operation, Location location) {
        return ProtectionException.protectedSchema(
                schema, owner.label(), branch == null ? "" : branch.label(), operation.describe(), location);
    }

    /** Returns the protected branch that created a schema or has a table in it; empty if there is none. */
    private Optional<Branch> protectorOfSchema(String schema) {
        TableName wanted = schemaKey(schema);
        Optional<Branch> creator = ownership().protectedSchemas().entrySet().stream()
                .filter(each -> schemaKey(each.getKey()).equals(wanted))
                .map(Map.Entry::getValue)
                .findFirst();
        return creator.or(() -> ownership().protectedTables().stream()
                .filter(table -> schemaKey(Objects.requireNonNullElse(table.schema(), defaultSchema))
                        .equals(wanted))
                .map(table -> ownership().protectorOf(table))
                .filter(Objects::nonNull)
                .findFirst());
    }

    /** Returns a name that equals another one if both are in the same schema. */
    private TableName schemaKey(String schema) {
        return dialect.comparisonKey(new TableName(schema, "t"), defaultSchema);
    }

    private Optional<DefinitionOwners.Owned> protectedDefinition(DefinitionName name) {
        return Optional.ofNullable(ownership().protectedDefinitions().find(name));
    }

    /**
     * Returns the protected table whose structure a definition is a part of, or whose name a view or sequence has; empty if
     * there is none.
     */
    public Optional<TableName> protectedTableOf(DefinitionName name) {
        TableName table = name.table() != null ? name.table() : name.kind().isRelation() ? name.name() : null;
        return table == null ? Optional.empty() : Optional.ofNullable(protectedTable(table));
    }

    /** Returns the protected branch that owns a definition; empty if none does. */
    public Optional<Branch> protectorOf(DefinitionName name) {
        return protectedDefinition(name).map(DefinitionOwners.Owned::branch);
    }

    private void refuse(
            @Nullable Branch branch,
            DefinitionOwners.Owned owned,
            Operation operation,
            Location location,
            Problems problems) {
        problems.add(ProtectionException.protectedDefinition(
                owned.name(),
                owned.branch().label(),
                branch == null ? "" : branch.label(),
                operation.describe(),
                location));
    }

    /** Adds a problem for each definition of a protected branch that raw SQL alters, drops or replaces. */
    private void checkDefinitionsInSql(@Nullable Branch branch, LocatedOperation located, Problems problems) {
        targets.changedObjects(located.operation())
                .map(target -> ownership().protectedDefinitions().find(kinds(target.kind()), target.name()))
                .filter(Objects::nonNull)
                .distinct()
                .forEach(owned -> refuse(branch, owned, located.operation(), located.location(), problems));
    }

    /**
     * Returns the kinds of definition to which a statement on an object of this kind can apply. Returns none for views and
     * triggers, which the checks of tables cover.
     */
    private static Set<DefinitionKind> kinds(ObjectKind kind) {
        return switch (kind) {
            case DOMAIN -> Set.of(DefinitionKind.DOMAIN);
            case FUNCTION -> Set.of(DefinitionKind.FUNCTION, DefinitionKind.PROCEDURE);
            case PROCEDURE -> Set.of(DefinitionKind.PROCEDURE);
            case SEQUENCE -> Set.of(DefinitionKind.SEQUENCE);
            case DATABASE, EVENT, INDEX, PACKAGE, SCHEMA, TABLE, TRIGGER, TYPE, VIEW -> Set.of();
        };
    }

    /**
     * Adds a problem for each protected table that raw SQL changes. This check is used if the run cannot be monitored, such
     * as for an offline script.
     */
    public void checkTablesInSql(@Nullable Branch branch, List<LocatedOperation> operations, Problems problems) {
        if (!appliesTo(branch)) {
            return;
        }
        for (LocatedOperation located : operations) {
            Operation operation = located.operation();
            changedTables(operation).forEach(table -> refuse(branch, table, operation, located.location(), problems));
            checkDefinitionsInSql(branch, located, problems);
        }
    }

    /** Adds a problem for each operation, of any branch, that changes Trellis's own tables. */
    void checkOwnTables(@Nullable Branch branch, List<LocatedOperation> instructions, Problems problems) {
        for (LocatedOperation instruction : instructions) {
            ownTables
                    .changedBy(instruction.operation())
                    .ifPresent(table -> problems.add(ProtectionException.ownTable(
                            table,
                            branch == null ? "" : branch.label(),
                            instruction.operation().describe(),
                            instruction.location())));
        }
    }

    /** Returns Trellis's own tables. */
    List<TableName> ownTables() {
        return ownTables.names();
    }

    /**
     * Adds a problem for each statement of raw SQL that must not start: one that drops a protected table, and, where the
     * transaction does not undo DDL, one that changes a protected table. A table that is dropped and created again with the
     * same structure has lost its rows, which not every catalogue shows; so a drop is refused on every database. So is
     * a change of a type that a protected branch has created, because the fingerprint shows only types that a protected
     * table uses.
     *
     * @param isSchemaChanged whether the session's schema may be another one than the default
     * @return whether the schema may be another one after the operations
     */
    public boolean checkSqlBeforeStart(
            @Nullable Branch branch, List<LocatedOperation> operations, boolean isSchemaChanged, Problems problems) {
        boolean isChanged = isSchemaChanged;
        for (LocatedOperation located : operations) {
            Operation operation = located.operation();
            isChanged |= targets.changesSchema(operation);
            Stream<TableName> named =
                    isUndoneByRollback(operation) ? targets.droppedTables(operation) : targets.changedTables(operation);
            Stream<TableName> refused = isChanged ? inAnySchema(named) : protectedTables(named);
            Stream.concat(refused, tablesInRemovedSchemas(operation))
                    .distinct()
                    .forEach(table -> refuse(branch, table, operation, located.location(), problems));
            checkSchemasInSql(branch, located, problems);
            checkTypesInSql(branch, located, isChanged, problems);
            checkDefinitionsInSql(branch, located, problems);
        }
        return isChanged;
    }

    /** Returns the protected tables that the names may mean if the default schema of the session is unknown. */
    private Stream<TableName> inAnySchema(Stream<TableName> names) {
        return names.flatMap(name -> ownership().protectedTables().stream()
                        .filter(table -> table.equals(protectedTable(name))
                                || (name.schema() == null && table.name().equalsIgnoreCase(name.name()))))
                .distinct();
    }

    /** Adds a problem for each schema that a protected branch has created and that raw SQL drops or renames. */
    private void checkSchemasInSql(@Nullable Branch branch, LocatedOperation located, Problems problems) {
        targets.removedSchemas(located.operation())
                .forEach(removed -> ownership().protectedSchemas().forEach((schema, owner) -> {
                    if (removed.equals(RemovedSchemas.ALL) || removed.equalsIgnoreCase(schema)) {
                        problems.add(refusal(branch, schema, owner, located.operation(), located.location()));
                    }
                }));
    }

    /** Returns one protected table of each schema or database that raw SQL drops or renames. */
    private Stream<TableName> tablesInRemovedSchemas(Operation operation) {
        return targets.removedSchemas(operation)
                .flatMap(schema -> ownership().protectedTables().stream()
                        .filter(table -> schema.equals(RemovedSchemas.ALL)
                                || schema.equalsIgnoreCase(Objects.requireNonNullElse(table.schema(), defaultSchema)))
                        .limit(1));
    }

    private Stream<TableName> changedTables(Operation operation) {
        return protectedTables(targets.changedTables(operation));
    }

    private Stream<TableName> protectedTables(Stream<TableName> tables) {
        return tables.map(this::protectedTable).filter(Objects::nonNull).distinct();
    }

    private boolean isUndoneByRollback(Operation operation) {
        return isTransactional && !(operation instanceof Autocommit);
    }

    private void refuse(
            @Nullable Branch branch, TableName table, Operation operation, Location location, Problems problems) {
        String label = branch == null ? "" : branch.label();
        problems.add(ProtectionException.protectedTable(
                table, ownerOf(table).label(), label, operation.describe(), location));
    }

    /**
     * Returns the objects of any kind that raw SQL alters, drops or replaces in a way that a rollback does not undo. Only
     * the catalogue shows whether an object is part of a protected table.
     */
    Stream<SqlTargets.Target> irreversibleTargets(Operation operation) {
        return isUndoneByRollback(operation) ? Stream.of() : targets.changedObjects(operation);
    }

    /**
     * Returns whether the operations may change a protected table in a way that their text does not show: by side effects,
     * as {@link SideEffects} defines them, or because an operation's table differs from a protected one only in case or
     * schema, so that only the database can tell them apart.
     */
    boolean needsMonitoring(List<LocatedOperation> operations) {
        return operations.stream()
                .map(LocatedOperation::operation)
                .anyMatch(operation -> !SideEffects.hasNone(operation)
                        || operation.tables().stream().anyMatch(this::resemblesProtectedTable));
    }

    private boolean resemblesProtectedTable(TableName table) {
        return ownership().protectedTables().stream()
                .anyMatch(other -> other.name().equalsIgnoreCase(table.name()));
    }

    /** Returns whether any of the operations contains raw SQL or Java. */
    public static boolean containSqlOrJava(List<LocatedOperation> operations) {
        return operations.stream().anyMatch(located -> containSqlOrJava(located.operation()));
    }

    /** Returns whether the operation is raw SQL or a Java step, or an {@code autocommit} that contains raw SQL. */
    public static boolean containSqlOrJava(Operation operation) {
        return operation instanceof ExecuteSql
                || operation instanceof RunJava
                || (operation instanceof Autocommit autocommit
                        && autocommit.operations().stream().anyMatch(Protection::containSqlOrJava));
    }
}
