package dev.trellis.internal.run;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.DependentDefinition;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.protection.ProtectionException;
import dev.trellis.operation.AlterEnum;
import dev.trellis.operation.CreateEnum;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Quoting;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue for the scripts of one branch, which knows the enumerations that these scripts have created and may change,
 * and refuses to drop definitions of other branches.
 *
 * @param isReplayed whether the catalogue is computed by applying operations, because there is no database
 */
record BranchCatalog(
        Catalog catalog,
        EnumerationOwners owners,
        Protection protection,
        @Nullable Branch branch,
        boolean isReplayed) implements Catalog {

    @Override
    public boolean dropsWithLastColumn(TableName enumeration) {
        return owners.isOwner(branch, enumeration);
    }

    @Override
    public boolean mayChange(Enumeration wanted) {
        Enumeration present = isReplayed ? null : enumeration(wanted.name()).orElse(null);
        return protection.mayChange(branch, present, wanted);
    }

    @Override
    public Optional<Table> table(TableName name) {
        return catalog.table(name);
    }

    @Override
    public Optional<Enumeration> enumeration(TableName name) {
        return catalog.enumeration(name);
    }

    @Override
    public List<Table> referring(TableName name) {
        return catalog.referring(name);
    }

    /**
     * Returns the dependent definitions.
     *
     * @throws dev.trellis.error.TrellisException {@code dependent_definitions} if a definition belongs to another branch
     */
    @Override
    public List<DependentDefinition> dependents(TableName table, Set<String> columns) {
        return requireOwn("change table '" + table + "'", catalog.dependents(table, columns));
    }

    /** Asks the database only if other branches have definitions at all. */
    @Override
    public void requireOwnDependents(TableName table, Set<String> columns) {
        if (branch != null && protection.ownership().hasDefinitionsOfOthers(branch)) {
            dependents(table, columns);
        }
    }

    private List<DependentDefinition> requireOwn(String action, List<DependentDefinition> dependents) {
        if (branch == null || dependents.isEmpty()) {
            return dependents;
        }
        Map<String, String> others = new TreeMap<>();
        for (DependentDefinition dependent : dependents) {
            Branch owner = protection.ownership().of(dependent.name());
            if (owner != null && !owner.equals(branch)) {
                others.put(dependent.name().describe(), owner.label());
            }
        }
        if (!others.isEmpty()) {
            throw ProtectionException.dependentDefinitions(action, branch.label(), others);
        }
        return dependents;
    }

    @Override
    public List<Definition> definitions() {
        return catalog.definitions();
    }

    @Override
    public List<DependentDefinition> dependents(DefinitionName definition) {
        return requireOwn("recreate " + definition.describe(), catalog.dependents(definition));
    }

    @Override
    public Optional<DependentDefinition> definition(DefinitionName name) {
        return catalog.definition(name);
    }

    @Override
    public Optional<Boolean> accepts(String statement) {
        return catalog.accepts(statement);
    }

    @Override
    public Map<TableName, List<String>> columnsOf(TableName enumeration) {
        return catalog.columnsOf(enumeration);
    }

    @Override
    public List<SqlText> executed() {
        return catalog.executed();
    }

    @Override
    public List<SqlText> executedSince(TableName table) {
        return catalog.executedSince(table);
    }

    @Override
    public boolean isOfScripts() {
        return catalog.isOfScripts();
    }

    @Override
    public void applied(Operation operation, Quoting quoting) {
        List<Enumeration> used = isReplayed ? enumerations(operation) : List.of();
        Map<TableName, Enumeration> before = isReplayed ? present(operation) : Map.of();
        catalog.applied(operation, quoting);
        before.forEach((name, type) -> {
            Enumeration after = enumeration(name).orElse(type);
            if (!after.equals(type) && !mayChange(after)) {
                catalog.applied(new AlterEnum(type), quoting);
            }
        });
        for (Enumeration type : used) {
            if (enumeration(type.name()).isEmpty() && !dropsWithLastColumn(type.name())) {
                catalog.applied(new CreateEnum(type), quoting);
            }
        }
    }

    /** Returns the existing enumerations whose names the columns of an operation use. */
    private Map<TableName, Enumeration> present(Operation operation) {
        Map<TableName, Enumeration> present = new TreeMap<>();
        Protection.enumerationsOfColumns(operation)
                .forEach(wanted -> enumeration(wanted.name()).ifPresent(type -> present.put(type.name(), type)));
        return present;
    }

    private List<Enumeration> enumerations(Operation operation) {
        return operation.tables().stream()
                .flatMap(table -> catalog.table(table).stream())
                .flatMap(table -> table.columns().stream())
                .map(Column::type)
                .filter(Enumeration.class::isInstance)
                .map(Enumeration.class::cast)
                .toList();
    }

    @Override
    public Catalog withoutBranch() {
        return catalog.withoutBranch();
    }

    @Override
    public Catalog underlying() {
        return catalog.underlying();
    }
}
