package dev.trellis.internal.command;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.Dialect;
import dev.trellis.internal.diff.SchemaDiff;
import dev.trellis.internal.run.OfflineScript;
import dev.trellis.internal.run.Replay;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.operation.CreateEnum;
import dev.trellis.operation.Operation;
import dev.trellis.report.BlameReport;
import dev.trellis.report.BlameReport.Kind;
import dev.trellis.report.ModelReport;
import dev.trellis.revision.Heads;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The schema that the scripts create up to a revision, computed without a database. */
public final class SchemaQuery {
    private final Workspace workspace;

    public SchemaQuery(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Returns the schema.
     *
     * @param target as on the command line: {@code heads}, {@code poser@head}
     */
    public Schema at(String target) {
        Heads heads = workspace.graph().upgrade(Heads.none(), target).end();
        return new Replay(workspace.branches(), workspace.parsingOffline()).schema(heads);
    }

    /**
     * Returns the schema as a model.
     *
     * @param label the branch whose objects the model contains; null for all
     */
    public ModelReport model(String target, @Nullable String label) {
        Schema all = at(target);
        return InspectedModel.of(
                owned(all, label, target), all, workspace.parsingOffline().dialect());
    }

    /**
     * Writes the statements that create the schema in an empty database.
     *
     * @param label the branch whose objects are created in a database that contains those of the other branches; null for all
     *     branches
     * @param out receives the script line by line
     */
    public void sql(String target, @Nullable String label, Consumer<String> out) {
        Dialect dialect = workspace.dialect();
        Schema all = at(target);
        Schema owned = owned(all, label, target);
        Schema others = label == null ? Schema.EMPTY : without(all, owned);
        Schema before = others.withSchemas(label == null ? Set.of() : all.schemas());
        List<Operation> operations = new ArrayList<>(unusedEnums(owned, all));
        operations.addAll(SchemaDiff.of(
                        all,
                        before,
                        SchemaComparison.everything(before),
                        workspace.naming(),
                        dialect,
                        (desired, actual, rejected) -> desired)
                .operations());
        OfflineScript.lines(dialect, Catalog.ofSchema(before, dialect, workspace.schema()), operations)
                .forEach(out);
    }

    /** Returns the operations for the enumerations that no column uses. */
    private List<Operation> unusedEnums(Schema owned, Schema all) {
        if (!workspace.dialect().capabilities().namedEnums()
                || owned.enums().size() != all.enums().size()) {
            return List.of();
        }
        Set<TableName> unused = new TreeSet<>(owned.enums().keySet());
        unused.removeIf(name -> !owned.columnsOf(name).isEmpty());
        List<Operation> operations = new ArrayList<>();
        for (TableName name : unused) {
            Enumeration type = owned.enums().get(name);
            if (type != null) {
                operations.add(new CreateEnum(type));
            }
        }
        return operations;
    }

    /**
     * Returns the objects of one branch; all objects if the label is null. The owner of an object is the branch whose scripts
     * created it, because a table may have another name in the model.
     */
    private Schema owned(Schema schema, @Nullable String label, String target) {
        if (label == null) {
            return schema;
        }
        workspace.branches().require(label);
        Set<String> owned = new HashSet<>();
        for (BlameReport report : new Blame(workspace).all(target)) {
            for (BlameReport.Part part : report.parts()) {
                if (!part.changes().isEmpty() && part.changes().get(0).branch().equals(label)) {
                    owned.add(key(part.kind(), report.name(), part.name()));
                }
            }
        }
        return NamePattern.select(
                schema,
                table -> owned.contains(key(Kind.TABLE, table.toString(), table.toString())),
                definition -> owned.contains(key(
                        Kind.valueOf(definition.kind().name()),
                        definition.table() == null
                                ? definition.toString()
                                : definition.table().toString(),
                        definition.table() == null
                                ? definition.toString()
                                : definition.name().name())));
    }

    private static String key(Kind kind, String object, @Nullable String part) {
        return kind + " " + object + " " + part;
    }

    private static Schema without(Schema all, Schema part) {
        return NamePattern.select(
                all,
                table -> !part.tables().containsKey(table),
                definition -> !part.definitions().containsKey(definition));
    }
}
