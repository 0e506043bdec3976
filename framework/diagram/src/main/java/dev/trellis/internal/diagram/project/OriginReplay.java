package dev.trellis.internal.diagram.project;

import dev.trellis.dialect.Dialect;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.run.Replay;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.operation.RunJava;
import dev.trellis.revision.Revision;
import dev.trellis.schema.Column;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.script.LocatedOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Applies scripts to an empty schema and records which revision created and changed each object. If raw SQL or Java has run
 * before, an operation may refer to an object that only the database knows; such an operation is left out and noted.
 */
final class OriginReplay {
    private final Dialect dialect;
    private final Map<TableName, TableOrigin> tables = new TreeMap<>();
    private final Map<DefinitionName, Origin> definitions = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private Schema schema = Schema.EMPTY;
    private boolean hasUnknownEffects;

    private OriginReplay(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * Replays revisions.
     *
     * @param revisions the revisions in the order of execution
     * @throws TrellisException with the location of an operation that cannot be applied to the schema before it
     */
    static OriginReplay of(List<Revision> revisions, Branches branches, ParseContext parsing) {
        OriginReplay replay = new OriginReplay(parsing.dialect());
        for (Revision revision : revisions) {
            MigrationScript script = branches.script(revision.id());
            if (script != null) {
                for (LocatedOperation each : script.body(parsing).upgrade()) {
                    replay.apply(each, revision.id());
                }
            }
        }
        return replay;
    }

    Schema schema() {
        return schema;
    }

    Map<TableName, TableOrigin> tables() {
        return tables;
    }

    Map<DefinitionName, Origin> definitions() {
        return definitions;
    }

    List<String> notes() {
        return notes;
    }

    private void apply(LocatedOperation located, String revision) {
        Operation operation = located.operation();
        if (operation instanceof Autocommit autocommit) {
            autocommit.operations().forEach(each -> apply(new LocatedOperation(each, located.location()), revision));
            return;
        }
        Schema before = schema;
        try {
            schema = Replay.apply(before, located, dialect);
        } catch (TrellisException e) {
            if (!hasUnknownEffects) {
                throw e;
            }
            notes.add("revision " + revision + ": " + operation.describe()
                    + " is not shown, because raw SQL or Java has created what it changes");
            return;
        }
        hasUnknownEffects |= operation instanceof ExecuteSql || operation instanceof RunJava;
        if (operation instanceof RenameTable rename) {
            TableOrigin origin = tables.remove(rename.table());
            if (origin != null) {
                tables.put(rename.table().renamed(rename.to()), origin);
            }
        }
        for (TableName name : operation.tables()) {
            record(name, before, operation, revision);
        }
        DefinitionName definition = operation.definitionName();
        if (definition != null) {
            record(definition, revision);
        }
    }

    private void record(DefinitionName name, String revision) {
        if (schema.definition(name).isEmpty()) {
            definitions.remove(name);
        } else {
            definitions.merge(name, Origin.of(revision), (known, none) -> known.changedBy(revision));
        }
    }

    private void record(TableName name, Schema before, Operation operation, String revision) {
        Table table = schema.table(name).orElse(null);
        if (table == null) {
            tables.remove(name);
            return;
        }
        TableOrigin known = tables.get(name);
        if (known == null) {
            Map<String, Origin> columns = new LinkedHashMap<>();
            table.columnNames().forEach(column -> columns.put(column, Origin.of(revision)));
            tables.put(name, new TableOrigin(Origin.of(revision), columns));
        } else {
            Table old = before.table(name).orElse(table);
            tables.put(name, known.with(revision, columns(old, table, known, renamed(operation), revision)));
        }
    }

    private static Map<String, Origin> columns(
            Table old, Table table, TableOrigin known, Map<String, String> formerNames, String revision) {
        Map<String, Origin> columns = new LinkedHashMap<>();
        for (Column column : table.columns()) {
            String former = formerNames.getOrDefault(column.name(), column.name());
            Origin origin = known.columns().getOrDefault(former, Origin.of(revision));
            Column before = old.column(former).orElse(null);
            columns.put(column.name(), column.equals(before) ? origin : origin.changedBy(revision));
        }
        return columns;
    }

    /** Returns the former name of the column that the operation renames, by its new name. */
    private static Map<String, String> renamed(Operation operation) {
        Map<String, String> names = new HashMap<>();
        if (operation instanceof AlterColumn alter) {
            @Nullable String rename = alter.rename();
            if (rename != null) {
                names.put(rename, alter.column());
            }
        }
        return names;
    }
}
