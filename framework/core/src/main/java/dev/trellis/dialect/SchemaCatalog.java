package dev.trellis.dialect;

import dev.trellis.operation.AlterEnum;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.operation.RunJava;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Quoting;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue without a database: the schema that the operations so far have produced. Raw SQL and Java may have created and
 * changed tables in ways that the catalogue does not know. If an operation cannot be applied to a table and SQL or Java
 * may be the reason, the table is unknown from then on. If neither can be the reason, the operation is an error.
 */
final class SchemaCatalog implements Catalog {
    private final List<SqlText> executed = new ArrayList<>();
    /** The number of SQL texts that had been executed when an operation created the table. */
    private final Map<TableName, Integer> created = new HashMap<>();

    private final @Nullable Catalog live;

    private final boolean isDatabase;

    private final @Nullable Dialect dialect;

    private final @Nullable String defaultSchema;

    private Schema schema;
    private boolean ranJava;

    /**
     * Creates the catalogue.
     *
     * @param live the catalogue of the database that has the schema; null without a database
     * @param isDatabase whether {@code start} is the schema of a whole database, and not only the result of scripts
     * @param dialect compiles the statements of dependent definitions; null if no definition depends on a table
     */
    SchemaCatalog(Schema start, @Nullable Catalog live, boolean isDatabase, @Nullable Dialect dialect) {
        this(start, live, isDatabase, dialect, live == null ? null : live.defaultSchema());
    }

    SchemaCatalog(
            Schema start,
            @Nullable Catalog live,
            boolean isDatabase,
            @Nullable Dialect dialect,
            @Nullable String defaultSchema) {
        this.schema = start;
        this.live = live;
        this.isDatabase = isDatabase;
        this.dialect = dialect;
        this.defaultSchema = defaultSchema;
    }

    @Override
    public @Nullable String defaultSchema() {
        return defaultSchema;
    }

    @Override
    public boolean isOfScripts() {
        return !isDatabase;
    }

    @Override
    public Catalog underlying() {
        return live == null ? this : live.underlying();
    }

    @Override
    public Optional<Table> table(TableName name) {
        return schema.table(name);
    }

    @Override
    public Optional<Enumeration> enumeration(TableName name) {
        return Optional.ofNullable(schema.enums().get(name));
    }

    @Override
    public List<Table> referring(TableName name) {
        return schema.tables().values().stream()
                .filter(table -> table.foreignKeys().stream()
                        .anyMatch(key -> key.referredTable().equals(name)))
                .toList();
    }

    @Override
    public List<DependentDefinition> dependents(TableName table, Set<String> columns) {
        return dialect == null ? List.of() : MentionedDefinitions.of(schema, table, columns, dialect);
    }

    @Override
    public List<DependentDefinition> dependents(DefinitionName definition) {
        return definition.kind().isRelation() ? dependents(definition.name(), Set.of()) : List.of();
    }

    @Override
    public List<Definition> definitions() {
        return live == null ? List.copyOf(schema.definitions().values()) : List.of();
    }

    @Override
    public Map<TableName, List<String>> columnsOf(TableName enumeration) {
        return schema.columnsOf(enumeration);
    }

    @Override
    public List<SqlText> executed() {
        return List.copyOf(executed);
    }

    @Override
    public List<SqlText> executedSince(TableName table) {
        return List.copyOf(executed.subList(created.getOrDefault(table, 0), executed.size()));
    }

    @Override
    public void applied(Operation operation, Quoting quoting) {
        if (operation instanceof Autocommit autocommit) {
            autocommit.operations().forEach(each -> applied(each, quoting));
            return;
        }
        if (operation instanceof ExecuteSql execute) {
            executed.add(execute.sql());
        }
        ranJava |= operation instanceof RunJava;
        try {
            schema = operation.apply(schema, quoting);
        } catch (SchemaException e) {
            if (operation instanceof AlterEnum || !mayBeChangedBySqlOrJava(operation)) {
                throw e;
            }
            schema = withoutTables(operation, quoting);
        }
        if (operation instanceof CreateTable create) {
            created.put(create.table().name(), executed.size());
        } else if (operation instanceof RenameTable rename) {
            created.put(rename.table().renamed(rename.to()), created.getOrDefault(rename.table(), 0));
        }
    }

    /**
     * Returns whether raw SQL or Java may have changed the tables of an operation in a way that the catalogue does not
     * know, so that a failure of the operation on this catalogue does not prove that the operation is wrong.
     */
    private boolean mayBeChangedBySqlOrJava(Operation operation) {
        return ranJava
                || operation.tables().stream()
                        .anyMatch(table -> schema.table(table).isEmpty() && !executed.isEmpty())
                || operation.tables().stream().anyMatch(this::isInSql)
                || (operation.tables().isEmpty() && !executed.isEmpty());
    }

    private boolean isInSql(TableName table) {
        String name = table.name().toLowerCase(Locale.ROOT);
        return executedSince(table).stream()
                .flatMap(text -> text.byDialect().values().stream())
                .anyMatch(sql -> sql.toLowerCase(Locale.ROOT).contains(name));
    }

    /** Returns the schema without the operation's tables, except for those that the operation creates. */
    private Schema withoutTables(Operation operation, Quoting quoting) {
        if (operation instanceof CreateTable create) {
            return create.apply(schema.without(create.table().name()), quoting);
        }
        Schema without = schema;
        for (TableName table : operation.tables()) {
            without = without.without(table);
        }
        return without;
    }
}
