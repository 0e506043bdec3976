package dev.trellis.internal.command;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.run.PlanPreview;
import dev.trellis.internal.run.ScriptContext;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Step;
import dev.trellis.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of the upgrade of every revision on one kind of database, compiled without a database. A revision that cannot be
 * compiled for this kind of database does not prevent the others.
 */
public final class RevisionSql {
    private final Workspace workspace;
    private final Dialect dialect;

    /**
     * Creates the compilation.
     *
     * @param dialect the kind of database, which need not be the configured one
     */
    public RevisionSql(Workspace workspace, Dialect dialect) {
        this.workspace = workspace;
        this.dialect = dialect;
    }

    /**
     * The SQL of one revision.
     *
     * @param statements the SQL; comments stand for Java steps, and for SQL that depends on the results of earlier statements
     * @param problem the reason why the revision cannot be compiled for this kind of database; null if it can
     */
    public record Compiled(
            List<String> statements, @Nullable String problem) {
        public Compiled {
            statements = List.copyOf(statements);
        }
    }

    /** Returns the SQL of each revision by its identifier, in the order of execution. */
    public Map<String, Compiled> upgrades() {
        Branches branches = workspace.branches();
        ParseContext parsing = workspace.parsing(dialect);
        Protection protection = CommandDatabase.protection(workspace, branches, parsing, null);
        ScriptContext scripts = new ScriptContext(
                branches,
                parsing,
                workspace.javaSteps(),
                workspace.configuration().arguments(),
                protection);
        PlanPreview preview = new PlanPreview(scripts, Catalog.ofSchema(Schema.EMPTY, dialect, workspace.schema()));
        Plan plan = branches.graph().upgrade(Heads.none(), "heads");
        Map<String, Compiled> compiled = new LinkedHashMap<>();
        for (Step step : plan.steps()) {
            compiled.put(step.revision().id(), compile(preview, step));
        }
        return compiled;
    }

    private static Compiled compile(PlanPreview preview, Step step) {
        try {
            Plan one = new Plan(Heads.none(), List.of(step), Heads.none());
            return new Compiled(preview.steps(one).get(0).statements(), null);
        } catch (TrellisException e) {
            return new Compiled(List.of(), e.problem().message());
        }
    }
}
