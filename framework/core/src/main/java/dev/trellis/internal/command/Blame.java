package dev.trellis.internal.command;

import dev.trellis.config.Secrets;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.report.BlameReport;
import dev.trellis.report.BlameReport.Change;
import dev.trellis.report.BlameReport.Kind;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.schema.TableName;
import dev.trellis.script.LocatedOperation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the operations of scripts that created and changed each object, by replaying the scripts without a database. */
public final class Blame {
    private final Workspace workspace;

    public Blame(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Returns the origin of all objects.
     *
     * @param target the revisions whose schema is explained, such as {@code heads}
     */
    public List<BlameReport> all(String target) {
        return replayed(target).reports();
    }

    /**
     * Returns the origin of one object, or of one column of a table.
     *
     * @param object {@code table}, {@code table.column} or the name of another object, each with its schema if it is not in
     *     the default schema
     * @throws QueryException {@code no_such_table}, {@code no_such_column}
     */
    public BlameReport of(String object, String target) {
        BlameReplay replay = replayed(target);
        List<BlameReport> reports = replay.reports();
        Optional<BlameReport> whole = find(reports, object);
        if (whole.isPresent()) {
            return whole.get();
        }
        int dot = object.lastIndexOf('.');
        BlameReport table =
                dot <= 0 ? null : find(reports, object.substring(0, dot)).orElse(null);
        if (table != null && table.kind() == Kind.TABLE) {
            String column = object.substring(dot + 1);
            if (!table.hasColumn(column)) {
                throw QueryException.noColumnToBlame(table, column);
            }
            return table.ofColumn(column);
        }
        return onlyMentioned(object, replay, reports, target);
    }

    private static Optional<BlameReport> find(List<BlameReport> reports, String name) {
        return reports.stream().filter(report -> report.name().equals(name)).findFirst();
    }

    /** Returns the report of an object that only raw SQL mentions. */
    private static BlameReport onlyMentioned(
            String object, BlameReplay replay, List<BlameReport> reports, String target) {
        TableName name = TableName.parse(object);
        TableName present = replay.presentName(name);
        if (present != null) {
            throw QueryException.renamed(object, target, present);
        }
        Change drop = replay.dropOf(name);
        List<Change> mentions = replay.mentionsOf(name.name());
        if (drop != null || mentions.isEmpty()) {
            throw QueryException.nothingToBlame(
                    object,
                    target,
                    drop,
                    reports.stream().map(BlameReport::name).toList());
        }
        return new BlameReport(Kind.TABLE, object, List.of(), mentions);
    }

    private BlameReplay replayed(String target) {
        Branches branches = workspace.branches();
        Heads heads = workspace.graph().upgrade(Heads.none(), target).end();
        ParseContext parsing = workspace.parsingOffline();
        BlameReplay replay = new BlameReplay(parsing.dialect());
        if (heads.isEmpty()) {
            return replay;
        }
        Secrets secrets = workspace.secrets();
        for (Revision revision : branches.graph().applied(heads)) {
            MigrationScript script = branches.script(revision.id());
            if (script != null) {
                for (LocatedOperation located : script.body(parsing).upgrade()) {
                    apply(located.operation(), located, script, replay, secrets);
                }
            }
        }
        return replay;
    }

    private void apply(
            Operation operation,
            LocatedOperation located,
            MigrationScript script,
            BlameReplay replay,
            Secrets secrets) {
        if (operation instanceof Autocommit autocommit) {
            autocommit.operations().forEach(inner -> apply(inner, located, script, replay, secrets));
            return;
        }
        List<SqlMention> statements = operation instanceof ExecuteSql execute
                ? SqlMention.in(
                        execute, workspace.hasDatabase() ? List.of(workspace.dialect()) : workspace.allDialects())
                : List.of();
        String id = script.id();
        @Nullable String created = script.header().created();
        replay.apply(
                operation,
                statements,
                (effect, description) -> new Change(
                        effect,
                        id,
                        workspace.label(id),
                        script.header().message(),
                        created,
                        secrets.hide(description),
                        located.location().toString()));
    }
}
