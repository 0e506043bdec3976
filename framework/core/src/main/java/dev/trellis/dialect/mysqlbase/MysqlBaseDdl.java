package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.CreateStatement;
import dev.trellis.dialect.DependentDefinition;
import dev.trellis.dialect.RecreatedDefinitions;
import dev.trellis.internal.sql.DefinitionText;
import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.TableStatements;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.DropSchema;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The DDL of MariaDB and MySQL. DDL commits implicitly, so one operation becomes one statement wherever the server allows
 * that.
 */
public abstract class MysqlBaseDdl extends MysqlBaseKeyDdl {
    /**
     * Drops and recreates foreign keys. The compiler warns that the constructor passes {@code this} to another object;
     * {@link ForeignKeyRecreation} does not use {@code this} before {@link #compileAll}.
     */
    @SuppressWarnings("this-escape")
    private final ForeignKeyRecreation foreignKeys = new ForeignKeyRecreation(this);

    protected MysqlBaseDdl(MysqlBaseDialect dialect, Catalog catalog, Consumer<CompiledStatement> sink) {
        super(dialect, catalog, sink);
    }

    // ---- differences between MariaDB and MySQL ----

    /**
     * Adds the clause that changes a column. If the clause renames the column, a subclass adds the clauses that the server
     * requires for the objects that use the old name.
     */
    protected void changeColumn(MysqlBaseAlterTable alter, AlterColumn operation, String clause) {
        alter.clause(clause);
    }

    /**
     * Returns the clauses of a column's definition that a schema does not contain, such as {@code INVISIBLE}; empty without
     * a connection.
     */
    protected String extraColumnClauses(Table table, AlterColumn operation) {
        return catalog().underlying() instanceof MysqlBaseCatalog live
                ? live.extraColumnClauses(table.name(), operation.column())
                : "";
    }

    /** Returns whether the length of a varchar column may change while a foreign key contains the column or refers to it. */
    protected boolean allowsLongerKeyColumn(int from, int to) {
        return from == to;
    }

    /** Returns the clause that resets the character set and collation of a table to those of the database. */
    protected abstract String resetCharset();

    /** Rejects a change of type that the server rejects even for an empty table. */
    protected void requireConvertible(ColumnType from, ColumnType to) {}

    /**
     * Returns whether ALTER COLUMN can change one default to the other. ALTER COLUMN leaves {@code CURRENT_TIMESTAMP}
     * unchanged and reports no error.
     */
    protected boolean canAlterDefault(Column before, Column after) {
        return !(before.defaultValue() instanceof DefaultValue.Expression)
                || after.defaultValue() instanceof DefaultValue.Expression;
    }

    // ---- operations that share a statement ----

    /**
     * Compiles the operations. A column with AUTO_INCREMENT must always have a key, so one statement adds, or drops, both
     * the column and the key. One statement also replaces a primary key by another. Foreign keys that block a change of type
     * are dropped before the change and recreated after it.
     */
    @Override
    protected void compileAll(List<Operation> operations) {
        int index = 0;
        while (index < operations.size()) {
            Operation operation = operations.get(index);
            Operation next = index + 1 < operations.size() ? operations.get(index + 1) : null;
            if (!(operation instanceof AlterColumn)) {
                foreignKeys.recreate();
            }
            MysqlBaseAlterTable combined = next == null ? null : combine(operation, next);
            if (next == null || combined == null) {
                compile(operation);
                index++;
            } else {
                emit(operation.tables().iterator().next(), combined);
                applied(operation);
                applied(next);
                index += 2;
            }
        }
        foreignKeys.recreate();
    }

    /** Returns the clauses that perform two adjacent operations; null if the operations need two statements. */
    private @Nullable MysqlBaseAlterTable combine(Operation first, Operation second) {
        if (!first.tables().equals(second.tables())) {
            return null;
        }
        operation(first);
        if (first instanceof AddColumn add && add.column().identity() != null) {
            String key = keyStartingWith(add.column().name(), second);
            return key == null ? null : alter().add("COLUMN " + definition(add)).add(key);
        }
        if (second instanceof DropColumn drop && dropsKey(first) && isAutoIncrement(drop)) {
            return dropColumn(drop);
        }
        if (first instanceof DropConstraint drop
                && drop.type() == DropConstraint.Type.PRIMARY_KEY
                && second instanceof CreatePrimaryKey create) {
            return replacePrimaryKey(drop.table(), create.key());
        }
        return null;
    }

    private static boolean dropsKey(Operation operation) {
        return operation instanceof DropIndex
                || (operation instanceof DropConstraint drop
                        && (drop.type() == DropConstraint.Type.PRIMARY_KEY
                                || drop.type() == DropConstraint.Type.UNIQUE));
    }

    private boolean isAutoIncrement(DropColumn operation) {
        return known(operation.table())
                .flatMap(table -> table.column(operation.column()))
                .filter(column -> column.identity() != null)
                .isPresent();
    }

    /** Returns the definition of the key that the operation creates; null if the key does not start with the column. */
    private @Nullable String keyStartingWith(String column, Operation operation) {
        if (operation instanceof CreatePrimaryKey create
                && create.key().columns().get(0).equals(column)) {
            return primaryKey(create.key());
        }
        if (operation instanceof CreateUniqueConstraint create
                && create.constraint().columns().get(0).equals(column)) {
            return unique(create.constraint());
        }
        if (operation instanceof CreateIndex create && create.index().columns().indexOf(column) == 0) {
            return index(create.index());
        }
        return null;
    }

    // ---- tables ----

    @Override
    public void visit(CreateTable operation) {
        emit(createTable(operation.table()));
    }

    @Override
    public void visit(RenameTable operation) {
        RecreatedDefinitions dependents = dependents(operation.table(), Set.of());
        alterTable(operation.table(), "RENAME TO " + quote(operation.table().renamed(operation.to())));
        recreate(dependents.after(operation, dialect()));
    }

    /** Returns the views and triggers whose texts keep the old name of a renamed table or column. */
    private RecreatedDefinitions dependents(TableName table, Set<String> columns) {
        List<DependentDefinition> dependents = new ArrayList<>();
        Set<DefinitionName> names = new HashSet<>();
        for (DependentDefinition each : catalog().dependents(table, columns)) {
            names.add(each.name());
            dependents.add(replacing(each));
        }
        for (Definition each : catalog().definitions()) {
            String sql = CreateStatement.of(dialect(), each);
            if (sql != null && each.kind() == DefinitionKind.TRIGGER && names.add(each.name())) {
                String drop = "DROP TRIGGER " + quote(each.name().name());
                dependents.add(replacing(new DependentDefinition(each.name(), drop, List.of(sql))));
            }
        }
        return new RecreatedDefinitions(dependents);
    }

    /** Returns the definition with the statement that replaces it, if one statement can do so. */
    private DependentDefinition replacing(DependentDefinition definition) {
        boolean isView = definition.name().kind() == DefinitionKind.VIEW;
        boolean canReplace =
                isView || (dialect().canReplaceRoutines() && definition.create().size() == 1);
        return canReplace
                ? new DependentDefinition(
                        definition.name(),
                        definition.drop(),
                        List.of(CreateStatement.orReplace(
                                definition.create().get(0), dialect().syntax())))
                : definition;
    }

    /** Replaces views, and drops triggers and creates them again. */
    private void recreate(List<DependentDefinition> definitions) {
        for (DependentDefinition each : definitions) {
            boolean replaces = each.create().size() == 1
                    && CreateStatement.isOrReplace(
                            each.create().get(0), dialect().syntax());
            if (!replaces) {
                emit(each.drop());
            }
            each.create().forEach(this::emit);
        }
    }

    @Override
    protected void comment(TableName table, @Nullable String comment) {
        alterTable(table, "COMMENT = " + comment(comment == null ? "" : comment));
    }

    /**
     * Changes options of a table: partitions and system versioning in statements of their own, and the other options in one
     * statement.
     */
    @Override
    protected void alterOptions(TableName table, Map<String, @Nullable Object> changes) {
        MysqlBaseAlterTable alter = alter();
        MysqlBaseTableOptions.clauses(changes, () -> resetCharset(table, changes))
                .forEach(alter::clause);
        if (changes.containsKey(MysqlBaseTableOptions.CHARSET)
                || changes.containsKey(MysqlBaseTableOptions.COLLATION)) {
            convertTexts(alter, known(table).orElseThrow(() -> unknownDefinition(table)), changes);
        }
        if (!alter.isEmpty()) {
            emit(table, alter);
        }
        if (changes.containsKey(MysqlBaseTableOptions.SYSTEM_VERSIONING)) {
            boolean isVersioned = Boolean.TRUE.equals(changes.get(MysqlBaseTableOptions.SYSTEM_VERSIONING));
            alterTable(table, (isVersioned ? "ADD" : "DROP") + " SYSTEM VERSIONING");
        }
        if (changes.containsKey(MysqlBaseTableOptions.PARTITION_BY)) {
            Object partitions = changes.get(MysqlBaseTableOptions.PARTITION_BY);
            alterTable(table, partitions == null ? "REMOVE PARTITIONING" : "PARTITION BY " + optionSql(partitions));
        }
    }

    /** Returns the clause that resets the collation to that of the character set, or both to those of the database. */
    private String resetCharset(TableName table, Map<String, @Nullable Object> changes) {
        Object charset = changes.containsKey(MysqlBaseTableOptions.CHARSET)
                ? null
                : known(table)
                        .map(before -> options(before).get(MysqlBaseTableOptions.CHARSET))
                        .orElse(null);
        return charset == null ? resetCharset() : "DEFAULT CHARACTER SET = " + charset;
    }

    /**
     * Converts the columns that have the collation of the table. They would keep the former one, and CONVERT TO CHARACTER SET
     * would convert all columns and enlarge some types.
     */
    private void convertTexts(MysqlBaseAlterTable alter, Table table, Map<String, @Nullable Object> changes) {
        Object collation = changes.get(MysqlBaseTableOptions.COLLATION);
        for (Column column : table.columns()) {
            if (column.collation() == null && types().hasCharacters(column.type(), table.name())) {
                Column converted =
                        required(table, column).withCollation(collation == null ? null : collation.toString());
                alter.clause("MODIFY COLUMN " + columnDefinition(table, converted)
                        + extraColumnClauses(table, AlterColumn.of(table.name(), column.name())));
            }
        }
    }

    // ---- columns ----

    private String definition(AddColumn operation) {
        Table table = Table.of(operation.table(), List.of(operation.column()));
        return columnDefinition(table, operation.column());
    }

    @Override
    public void visit(AddColumn operation) {
        if (operation.column().identity() != null) {
            throw unsupported(
                    "a column with AUTO_INCREMENT has to be a key from the start",
                    "Place the create_primary_key, create_unique_constraint or create_index that starts with the column"
                            + " directly after this operation.");
        }
        alterTable(operation.table(), addColumn(operation) + definition(operation));
    }

    @Override
    public void visit(AlterColumn operation) {
        RecreatedDefinitions dependents = operation.rename() == null
                ? new RecreatedDefinitions(List.of())
                : dependents(operation.table(), Set.of(operation.column()));
        change(operation);
        recreate(dependents.after(operation, dialect()));
    }

    private void change(AlterColumn operation) {
        if (!operation.changesDefinition()) {
            changeColumn(operation, "RENAME COLUMN " + quote(operation.column()) + " TO " + quote(operation.newName()));
            return;
        }
        Table table = known(operation.table()).orElseThrow(() -> unknownDefinition(operation.table()));
        if (isChangedBySql(operation)) {
            throw unknownDefinition(operation.table());
        }
        Column before = column(table, operation.column());
        Column after = operation.applyTo(before);
        if (changesOnlyDefault(operation) && canAlterDefault(before, after)) {
            alterTable(operation.table(), "ALTER COLUMN " + quote(before.name()) + defaultClause(after));
            return;
        }
        requireConvertible(
                types().canonical(before.type(), table.name()), types().canonical(after.type(), table.name()));
        foreignKeys.dropBefore(table, before, after);
        String verb = operation.rename() == null ? "MODIFY COLUMN " : "CHANGE COLUMN " + quote(before.name()) + " ";
        changeColumn(
                operation,
                verb + columnDefinition(table, required(table, after)) + extraColumnClauses(table, operation));
    }

    private void changeColumn(AlterColumn operation, String clause) {
        MysqlBaseAlterTable alter = alter();
        changeColumn(alter, operation, clause);
        emit(operation.table(), alter);
    }

    private static Column required(Table table, Column column) {
        return table.isRequired(column) ? column.withNullable(false) : column;
    }

    /**
     * Returns whether SQL of the scripts has changed the table since an operation created it, and mentions the column.
     * The definition of the column in the catalogue may then be out of date. Only a catalogue without a connection
     * contains such SQL.
     */
    private boolean isChangedBySql(AlterColumn operation) {
        return TableStatements.of(
                        catalog().executedSince(operation.table()).stream()
                                .map(text -> text.in(dialect().name()))
                                .filter(Objects::nonNull),
                        dialect().syntax(),
                        name -> dialect()
                                .parseTableName(name)
                                .name()
                                .equalsIgnoreCase(operation.table().name()))
                .stream()
                .anyMatch(text -> SqlFragment.of(text, dialect().syntax()).mentions(operation.column()));
    }

    private RuntimeException unknownDefinition(TableName table) {
        return unsupported(
                "the server needs the complete definition of the column, and Trellis does not know it, because SQL has"
                        + " created or changed table '" + table + "'",
                "Create the table with an operation instead of SQL text, or change the column with SQL text as well.");
    }

    /** Returns a table's column by its name in any letter case. */
    protected static Column column(Table table, String name) {
        return table.columns().stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> SchemaException.noSuchColumn(table.name(), name));
    }

    private static boolean changesOnlyDefault(AlterColumn operation) {
        AlterColumn rest = operation.withUsing(null);
        return operation.defaultValue() != null
                && rest.equals(AlterColumn.of(operation.table(), operation.column())
                        .withDefault(operation.defaultValue().to()));
    }

    /**
     * Returns the clause that sets the default. For a nullable column the clause is not DROP DEFAULT, which would remove the
     * implicit {@code DEFAULT NULL} as well.
     */
    private String defaultClause(Column after) {
        if (after.defaultValue() != null) {
            return " SET DEFAULT " + defaultSql(after, after.defaultValue());
        }
        return after.nullable() ? " SET DEFAULT NULL" : " DROP DEFAULT";
    }

    @Override
    public void visit(DropColumn operation) {
        emit(operation.table(), dropColumn(operation));
    }

    private MysqlBaseAlterTable dropColumn(DropColumn operation) {
        MysqlBaseAlterTable alter = alter();
        known(operation.table())
                .filter(before -> before.column(operation.column()).isPresent())
                .ifPresent(before -> dropDependents(alter, before, after(operation, before)));
        return alter.dropColumn(operation.column());
    }

    // ---- schemas ----

    /**
     * Drops a database after a query that fails if the database contains objects, because the server drops a database
     * together with its contents.
     */
    @Override
    public void visit(DropSchema operation) {
        emit(EmptySchemaQuery.of(operation.name(), this::literal));
        emit("DROP SCHEMA " + quote(operation.name()));
    }

    // ---- definitions ----

    /** Adds the schema to the name of a trigger, which the server would otherwise create in the default database. */
    @Override
    protected String createStatement(Definition definition) {
        String statement = super.createStatement(definition);
        String sql = definition.sql().in(dialect().name());
        boolean isElsewhere = definition.kind() == DefinitionKind.TRIGGER
                && definition.name().name().schema() != null;
        return isElsewhere
                        && sql != null
                        && !DefinitionText.isComplete(sql, dialect().syntax())
                ? CreateText.of(definition.kind(), statement)
                        .named(quote(definition.name().name()))
                : statement;
    }

    /** Returns the name alone, which identifies a routine, trigger or view in its database. */
    @Override
    protected String identification(DefinitionName name) {
        return quote(name.name());
    }

    /**
     * Replaces the definition in one statement where the server can, which keeps the grants. ALTER SEQUENCE also keeps the
     * value of the sequence.
     */
    @Override
    protected void replace(Definition definition) {
        CreateText text = CreateText.of(definition.kind(), createStatement(definition));
        String name = quote(definition.name().name());
        if (definition.kind() == DefinitionKind.SEQUENCE) {
            emit("ALTER SEQUENCE " + name + SequenceOptions.of(text.tokens()).sql());
        } else if (definition.kind() == DefinitionKind.VIEW || dialect().canReplaceRoutines()) {
            emit(text.orReplace(name));
        } else {
            super.replace(definition);
            return;
        }
        if (definition.comment() != null || definition.kind() == DefinitionKind.SEQUENCE) {
            comment(definition.name(), definition.comment());
        }
    }

    /** Sets the comment of a routine or sequence; views and triggers have no comments. */
    @Override
    protected void comment(DefinitionName name, @Nullable String comment) {
        String value = comment(comment == null ? "" : comment);
        switch (name.kind()) {
            case FUNCTION, PROCEDURE ->
                emit("ALTER " + name.kind().words().toUpperCase(Locale.ROOT) + " " + quote(name.name()) + " COMMENT "
                        + value);
            case SEQUENCE -> alterTable(name.name(), "COMMENT = " + value);
            default -> {
                // The server stores no comment.
            }
        }
    }
}
