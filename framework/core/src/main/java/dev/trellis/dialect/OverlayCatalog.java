package dev.trellis.dialect;

import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.DropDefinition;
import dev.trellis.operation.Operation;
import dev.trellis.operation.ReplaceDefinition;
import dev.trellis.schema.ColumnType.Enumeration;
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
final class OverlayCatalog implements Catalog {
    private final Catalog live;
    private final Dialect dialect;
    private final Map<TableName, Optional<Table>> known = new HashMap<>();
    /** The definitions that the operations have created, replaced or dropped; empty for a dropped one. */
    private final Map<DefinitionName, Optional<Definition>> changed = new HashMap<>();

    OverlayCatalog(Catalog live, Dialect dialect) {
        this.live = live;
        this.dialect = dialect;
    }

    @Override
    public Catalog underlying() {
        return live.underlying();
    }

    @Override
    public Optional<Table> table(TableName name) {
        return known.computeIfAbsent(name, live::table);
    }

    @Override
    public Optional<Enumeration> enumeration(TableName name) {
        return live.enumeration(name);
    }

    @Override
    public List<Table> referring(TableName name) {
        Map<TableName, Table> tables = new LinkedHashMap<>();
        live.referring(name).forEach(table -> table(table.name()).ifPresent(now -> tables.put(now.name(), now)));
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
        List<DependentDefinition> dependents = new ArrayList<>(live.dependents(table, columns));
        dependents.removeIf(dependent -> changed.containsKey(dependent.name()));
        Schema created = Schema.EMPTY;
        for (Optional<Definition> definition : changed.values()) {
            created = definition.isPresent() ? created.withDefinition(definition.get()) : created;
        }
        dependents.addAll(MentionedDefinitions.of(created, table, columns, dialect));
        return dependents;
    }

    @Override
    public void requireOwnDependents(TableName table, Set<String> columns) {
        live.requireOwnDependents(table, columns);
    }

    @Override
    public List<DependentDefinition> dependents(DefinitionName definition) {
        return live.dependents(definition);
    }

    @Override
    public Optional<DependentDefinition> definition(DefinitionName name) {
        return live.definition(name);
    }

    @Override
    public Optional<Boolean> accepts(String statement) {
        return live.accepts(statement);
    }

    @Override
    public boolean dropsWithLastColumn(TableName enumeration) {
        return live.dropsWithLastColumn(enumeration);
    }

    @Override
    public boolean mayChange(Enumeration wanted) {
        return live.mayChange(wanted);
    }

    @Override
    public Map<TableName, List<String>> columnsOf(TableName enumeration) {
        return live.columnsOf(enumeration);
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
