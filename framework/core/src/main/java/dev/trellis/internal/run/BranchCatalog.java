package dev.trellis.internal.run;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.DependentDefinition;
import dev.trellis.dialect.ForwardingCatalog;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.protection.ProtectionException;
import dev.trellis.operation.AlterEnum;
import dev.trellis.operation.CreateEnum;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Quoting;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue for the scripts of one branch, which knows the enumerations that these scripts have created and may change,
 * and refuses to drop definitions of other branches.
 */
final class BranchCatalog extends ForwardingCatalog {
    private final EnumerationOwners owners;
    private final Protection protection;
    private final @Nullable Branch branch;
    private final boolean isReplayed;

    /**
     * Creates the catalogue.
     *
     * @param branch the branch of the scripts; null if it is not configured
     * @param isReplayed whether the catalogue is computed by applying operations, because there is no database
     */
    BranchCatalog(
            Catalog catalog,
            EnumerationOwners owners,
            Protection protection,
            @Nullable Branch branch,
            boolean isReplayed) {
        super(catalog);
        this.owners = owners;
        this.protection = protection;
        this.branch = branch;
        this.isReplayed = isReplayed;
    }

    @Override
    public boolean dropsWithLastColumn(TableName enumeration) {
        return owners.isOwner(branch, enumeration);
    }

    @Override
    public boolean mayChange(Enumeration wanted) {
        Enumeration present = isReplayed ? null : enumeration(wanted.name()).orElse(null);
        return protection.mayChange(branch, present, wanted);
    }

    /**
     * Returns the dependent definitions.
     *
     * @throws dev.trellis.error.TrellisException {@code dependent_definitions} if a definition belongs to another branch
     */
    @Override
    public List<DependentDefinition> dependents(TableName table, Set<String> columns) {
        return requireOwn("change table '" + table + "'", super.dependents(table, columns));
    }

    /**
     * Reads the database only if other branches have definitions at all. The scripts, which show this, are parsed only if
     * there are several branches.
     */
    @Override
    public void requireOwnDependents(TableName table, Set<String> columns) {
        if (branch != null
                && owners.hasSeveralBranches()
                && protection.ownership().hasDefinitionsOfOthers(branch)) {
            dependents(table, columns);
        }
    }

    private List<DependentDefinition> requireOwn(String action, List<DependentDefinition> dependents) {
        if (branch == null || dependents.isEmpty() || !owners.hasSeveralBranches()) {
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
    public List<DependentDefinition> dependents(DefinitionName definition) {
        return requireOwn("recreate " + definition.describe(), super.dependents(definition));
    }

    @Override
    public void applied(Operation operation, Quoting quoting) {
        List<Enumeration> used = isReplayed ? enumerations(operation) : List.of();
        Map<TableName, Enumeration> before = isReplayed ? present(operation) : Map.of();
        super.applied(operation, quoting);
        before.forEach((name, type) -> {
            Enumeration after = enumeration(name).orElse(type);
            if (!after.equals(type) && !mayChange(after)) {
                super.applied(new AlterEnum(type), quoting);
            }
        });
        for (Enumeration type : used) {
            if (enumeration(type.name()).isEmpty() && !dropsWithLastColumn(type.name())) {
                super.applied(new CreateEnum(type), quoting);
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
                .flatMap(table -> table(table).stream())
                .flatMap(table -> table.columns().stream())
                .map(Column::type)
                .filter(Enumeration.class::isInstance)
                .map(Enumeration.class::cast)
                .toList();
    }

    @Override
    public Catalog withoutBranch() {
        return catalog().withoutBranch();
    }

    @Override
    public Catalog underlying() {
        return catalog().underlying();
    }
}
