package dev.trellis.dialect;

import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.DropDefinition;
import dev.trellis.operation.Operation;
import dev.trellis.operation.ReplaceDefinition;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Quoting;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A catalogue for compiling several operations before the first operation runs. The catalogue reads a table from the
 * database when the table is first requested, and from then on applies the operations to the table.
 */
final class OverlayCatalog extends ForwardingCatalog {
    private final Dialect dialect;
    private final Map<TableName, Optional<Table>> known = new HashMap<>();
    /** The definitions that the operations have created, replaced or dropped; empty for a dropped one. */
    private final Map<DefinitionName, Optional<Definition>> changed = new HashMap<>();

    OverlayCatalog(Catalog live, Dialect dialect) {
        super(live);
        this.dialect = dialect;
    }

    @Override
    public Catalog underlying() {
        return catalog().underlying();
    }

    @Override
    public Optional<Table> table(TableName name) {
        return known.computeIfAbsent(name, super::table);
    }

    @Override
    public List<Table> referring(TableName name) {
        Map<TableName, Table> tables = new LinkedHashMap<>();
        super.referring(name).forEach(table -> table(table.name()).ifPresent(now -> tables.put(now.name(), now)));
        known.values().stream().flatMap(Optional::stream).forEach(table -> tables.putIfAbsent(table.name(), table));
        List<Table> referring = new ArrayList<>(tables.values());
        referring.removeIf(table -> table.foreignKeys().stream()
                .noneMatch(key -> key.referredTable().equals(name)));
        return referring;
    }

    /**
     * Returns the dependents in the database without those that the operations have changed, and the created definitions
     * whose SQL mentions the table.
     */
    @Override
    public List<DependentDefinition> dependents(TableName table, Set<String> columns) {
        List<DependentDefinition> dependents = new ArrayList<>(super.dependents(table, columns));
        dependents.removeIf(dependent -> changed.containsKey(dependent.name()));
        Schema created = Schema.EMPTY;
        for (Optional<Definition> definition : changed.values()) {
            created = definition.isPresent() ? created.withDefinition(definition.get()) : created;
        }
        dependents.addAll(MentionedDefinitions.of(created, table, columns, dialect));
        return dependents;
    }

    @Override
    public void applied(Operation operation, Quoting quoting) {
        if (operation instanceof CreateDefinition create) {
            changed.put(create.definition().name(), Optional.of(create.definition()));
        } else if (operation instanceof ReplaceDefinition replace) {
            changed.put(replace.definition().name(), Optional.of(replace.definition()));
        } else if (operation instanceof DropDefinition drop) {
            changed.put(drop.name(), Optional.empty());
        }
        if (operation.tables().isEmpty()) {
            return;
        }
        operation.tables().forEach(this::table);
        Schema schema = Schema.EMPTY;
        for (Optional<Table> table : known.values()) {
            schema = table.isPresent() ? schema.with(table.get()) : schema;
        }
        try {
            Schema after = operation.apply(schema, quoting);
            known.replaceAll((name, before) -> after.table(name));
        } catch (SchemaException e) {
            // The operation names a table in another spelling, which only the database can resolve.
            operation.tables().forEach(known::remove);
        }
    }
}
