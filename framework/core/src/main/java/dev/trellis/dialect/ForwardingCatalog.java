package dev.trellis.dialect;

import dev.trellis.operation.Operation;
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
import org.jspecify.annotations.Nullable;

/**
 * A catalogue that passes each request on to another catalogue, so that a subclass contains only what it changes. Only
 * {@link #withoutBranch} and {@link #underlying} are not passed on: each subclass decides whether the other catalogue may
 * replace it.
 */
public abstract class ForwardingCatalog implements Catalog {
    private final Catalog catalog;

    /**
     * Creates the catalogue.
     *
     * @param catalog receives the requests
     */
    protected ForwardingCatalog(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Returns the catalogue that receives the requests. */
    protected final Catalog catalog() {
        return catalog;
    }

    /**
     * Returns the catalogue that receives a request that may read the database. A subclass overrides this method to prepare
     * the database for the request.
     */
    protected Catalog reading() {
        return catalog;
    }

    @Override
    public @Nullable String defaultSchema() {
        return reading().defaultSchema();
    }

    @Override
    public Optional<Table> table(TableName name) {
        return reading().table(name);
    }

    @Override
    public Optional<Enumeration> enumeration(TableName name) {
        return reading().enumeration(name);
    }

    @Override
    public List<Table> referring(TableName name) {
        return reading().referring(name);
    }

    @Override
    public List<DependentDefinition> dependents(TableName table, Set<String> columns) {
        return reading().dependents(table, columns);
    }

    @Override
    public List<DependentDefinition> dependents(DefinitionName definition) {
        return reading().dependents(definition);
    }

    @Override
    public Optional<DependentDefinition> definition(DefinitionName name) {
        return reading().definition(name);
    }

    @Override
    public Optional<Boolean> accepts(String statement) {
        return reading().accepts(statement);
    }

    /** Passes the request on without {@link #reading}, because it rarely reads the database. */
    @Override
    public void requireOwnDependents(TableName table, Set<String> columns) {
        catalog.requireOwnDependents(table, columns);
    }

    @Override
    public List<Definition> definitions() {
        return catalog.definitions();
    }

    @Override
    public Map<TableName, List<String>> columnsOf(TableName enumeration) {
        return reading().columnsOf(enumeration);
    }

    @Override
    public boolean dropsWithLastColumn(TableName enumeration) {
        return catalog.dropsWithLastColumn(enumeration);
    }

    @Override
    public boolean mayChange(Enumeration wanted) {
        return reading().mayChange(wanted);
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
        catalog.applied(operation, quoting);
    }
}
