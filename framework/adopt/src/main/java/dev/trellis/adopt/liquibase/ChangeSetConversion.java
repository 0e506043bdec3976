package dev.trellis.adopt.liquibase;

import dev.trellis.adopt.source.Gap;
import dev.trellis.adopt.source.Note;
import dev.trellis.adopt.source.PrintableName;
import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.Dialect;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what the changes of one change set become. */
final class ChangeSetConversion {
    private final ChangeSet set;
    private final LiquibaseNames names;
    private final TypeConverter types;
    private final SchemaState state;
    private final List<Operation> upgrade = new ArrayList<>();
    private final Deque<List<Operation>> undo = new ArrayDeque<>();
    private final Set<TableName> created = new HashSet<>();
    private final Set<TableName> references = new HashSet<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private boolean isReversible = true;

    ChangeSetConversion(ChangeSet set, LiquibaseNames names, SchemaState state) {
        this.set = set;
        this.names = names;
        this.types = new TypeConverter(names.database());
        this.state = state;
    }

    /** Ends the conversion of one change, which becomes a gap. */
    static final class NotConverted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotConverted(String reason) {
            super(reason, null, false, false);
        }
    }

    ChangeSet set() {
        return set;
    }

    LiquibaseNames names() {
        return names;
    }

    TypeConverter types() {
        return types;
    }

    LiquibaseDatabase database() {
        return names.database();
    }

    Dialect dialect() {
        return names.dialect();
    }

    SchemaState state() {
        return state;
    }

    /** Returns an attribute that the change cannot do without. */
    static String require(ChangeNode change, String attribute) {
        String value = change.get(attribute);
        if (value == null) {
            throw new NotConverted("the attribute '" + attribute + "' is missing");
        }
        return value;
    }

    /** Returns the table of a change with the attributes {@code schemaName} and {@code tableName}. */
    TableName table(ChangeNode change) {
        return table(change, "schemaName", "tableName");
    }

    /** Returns the table, view or sequence that two attributes of a change name. */
    TableName table(ChangeNode change, String schema, String name) {
        return names.table(change.get(schema), require(change, name));
    }

    /** Adds an operation. */
    void add(Operation operation) {
        addAs(operation, operation);
    }

    /** Adds SQL that does what an operation does, in the way of Liquibase. */
    void addAs(Operation meant, String sql) {
        addAs(meant, new ExecuteSql(SqlText.of(sql)));
    }

    private void addAs(Operation meant, Operation operation) {
        List<Operation> reverse = state.apply(meant);
        if (meant instanceof CreateTable create) {
            created.add(create.table().name());
            create.table().foreignKeys().forEach(key -> references.add(key.referredTable()));
        } else if (meant instanceof CreateForeignKey create) {
            references.add(create.key().referredTable());
        }
        upgrade.add(operation);
        addUndo(reverse == null ? simpleReverse(meant) : reverse);
    }

    /** Returns the undo of an operation on a table whose structure is not known; null if it needs the structure. */
    private static @Nullable List<Operation> simpleReverse(Operation operation) {
        if (operation instanceof AddColumn add) {
            return List.of(new DropColumn(add.table(), add.column().name()));
        }
        if (operation instanceof CreateIndex create && create.index().name() != null) {
            return List.of(new DropIndex(create.table(), create.index().name(), false));
        }
        if (operation instanceof CreateForeignKey create && create.key().name() != null) {
            return dropping(create.table(), create.key().name(), DropConstraint.Type.FOREIGN_KEY);
        }
        if (operation instanceof CreateUniqueConstraint create
                && create.constraint().name() != null) {
            return dropping(create.table(), create.constraint().name(), DropConstraint.Type.UNIQUE);
        }
        if (operation instanceof CreatePrimaryKey create && create.key().name() != null) {
            return dropping(create.table(), create.key().name(), DropConstraint.Type.PRIMARY_KEY);
        }
        if (operation instanceof RenameTable rename) {
            TableName renamed = new TableName(rename.table().schema(), rename.to());
            return List.of(new RenameTable(renamed, rename.table().name()));
        }
        return operation instanceof AlterColumn alter ? simpleReverse(alter) : null;
    }

    private static List<Operation> dropping(TableName table, String name, DropConstraint.Type type) {
        return List.of(new DropConstraint(table, name, type));
    }

    private static @Nullable List<Operation> simpleReverse(AlterColumn alter) {
        if (alter.rename() != null && alter.type() == null) {
            return List.of(AlterColumn.of(alter.table(), alter.rename()).withRename(alter.column()));
        }
        AlterColumn back = AlterColumn.of(alter.table(), alter.column());
        if (alter.nullable() != null && alter.type() == null) {
            return List.of(back.withNullable(!alter.nullable()));
        }
        boolean isNewDefault =
                alter.defaultValue() != null && alter.defaultValue().to() != null;
        return isNewDefault && alter.type() == null ? List.of(back.withDefault(null)) : null;
    }

    /** Adds SQL that cannot be undone. */
    void addSql(String sql) {
        addSql(sql, null);
    }

    /**
     * Adds SQL.
     *
     * @param reverse the SQL that undoes it; null if nothing does
     */
    void addSql(String sql, @Nullable String reverse) {
        state.addSql(sql);
        upgrade.add(new ExecuteSql(SqlText.of(sql)));
        addUndo(reverse == null ? null : List.of(new ExecuteSql(SqlText.of(reverse))));
    }

    /**
     * Adds an operation that changes rows. It cannot be undone, unless the change set itself creates the table.
     *
     * @param table the table whose rows are changed
     */
    void addRows(TableName table, Operation operation) {
        upgrade.add(operation);
        addUndo(created.contains(table) ? List.of() : null);
    }

    /** Adds SQL that changes rows. */
    void addRows(TableName table, String sql) {
        addRows(table, new ExecuteSql(SqlText.of(sql)));
    }

    private void addUndo(@Nullable List<Operation> operations) {
        if (operations == null) {
            isReversible = false;
        } else {
            undo.push(operations);
        }
    }

    /** Returns the SQL that Trellis writes for an operation at this point. */
    List<String> compile(Operation operation, Schema before) {
        List<String> statements = new ArrayList<>();
        dialect().compile(List.of(operation), Catalog.ofSchema(before), statement -> statements.add(statement.sql()));
        return statements;
    }

    void gap(ChangeNode node, String reason) {
        gaps.add(new Gap(
                node.location().source(),
                node.location().line(),
                PrintableName.of("change set " + set.key() + ": " + reason),
                set.revision()));
    }

    void note(ChangeNode node, String change) {
        notes.add(new Note(
                node.location().source() + ":" + node.location().line(), PrintableName.of(change), set.revision()));
    }

    List<Operation> upgrade() {
        return upgrade;
    }

    /** Returns the operations that undo all changes, in the order to run; null if a change cannot be undone. */
    @Nullable
    List<Operation> downgrade() {
        return isReversible ? undo.stream().flatMap(List::stream).toList() : null;
    }

    List<Gap> gaps() {
        return gaps;
    }

    List<Note> notes() {
        return notes;
    }

    /** Returns the tables that the change set creates. */
    Set<TableName> created() {
        return created;
    }

    /** Returns the tables that new foreign keys refer to. */
    Set<TableName> references() {
        return references;
    }
}
