package dev.trellis.internal.run;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.TableLock;
import dev.trellis.error.Location;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Compiles the steps of a plan into SQL without running the SQL. */
public final class PlanPreview {
    private final ScriptContext scripts;
    private final Dialect dialect;
    private final Catalog catalog;

    /**
     * Creates the preview of a plan.
     *
     * @param catalog the catalogue to which the operations are applied; the database does not change
     */
    public PlanPreview(ScriptContext scripts, Catalog catalog) {
        this.scripts = scripts;
        this.dialect = scripts.parsing().dialect();
        this.catalog = catalog;
    }

    /** A step of a plan with its SQL and the locks that the SQL is expected to take. */
    public record PreviewedStep(Step step, List<String> statements, Set<TableLock> locks) {}

    /**
     * Compiles the steps in order.
     *
     * @throws TrellisException with everything that a run would refuse before its first statement, and the first operation
     *     that the database cannot perform
     */
    public List<PreviewedStep> steps(Plan plan) {
        List<ParsedStep> parsed = new PlanScripts(scripts, true).parse(plan);
        Problems problems = new Problems();
        for (ParsedStep step : parsed) {
            scripts.protection()
                    .checkSqlBeforeStart(scripts.branches().of(step.id()), step.operations(), false, problems);
        }
        problems.throwIfAny();
        return parsed.stream().map(this::step).toList();
    }

    private PreviewedStep step(ParsedStep step) {
        Collector collector = new Collector();
        for (Segment segment : Segment.split(step.operations(), 0)) {
            try {
                compile(segment, collector);
            } catch (TrellisException e) {
                if (catalog.executed().isEmpty()) {
                    throw e;
                }
                collector.statements.add("-- known only when the statements before it have run: "
                        + e.problem().message());
            }
        }
        return new PreviewedStep(step.step(), collector.statements, collector.locks);
    }

    private void compile(Segment segment, Collector collector) {
        if (segment instanceof Segment.JavaCall call) {
            collector.statements.add("-- the Java step '" + call.run().step() + "'");
            catalog.applied(call.run(), dialect.quoting());
        } else if (segment instanceof Segment.OutsideTransaction outside) {
            collector.compile(dialect, OfflineScript.inner(outside.located()));
        } else if (segment instanceof Segment.Operations operations) {
            collector.compile(dialect, operations.operations());
        }
    }

    /** Collects the statements of a step. */
    private final class Collector implements StatementSink {
        private final List<String> statements = new ArrayList<>();
        private final Set<TableLock> locks = new LinkedHashSet<>();

        @Override
        public void send(CompiledStatement statement, Location location) {
            statements.add(statement.sql().strip());
            locks.addAll(dialect.expectedLocks(statement));
        }

        @Override
        public void flush() {}

        @Override
        public Catalog catalog() {
            return catalog;
        }
    }
}
