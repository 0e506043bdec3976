package dev.trellis.internal.run;

import dev.trellis.Listener;
import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.DatabaseException;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.script.JavaSteps;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.ScriptException;
import dev.trellis.internal.state.HistoryColumns;
import dev.trellis.internal.state.HistoryEntryFactory;
import dev.trellis.internal.state.MetadataTables;
import dev.trellis.internal.state.VersionTable;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RunJava;
import dev.trellis.report.HistoryEntry;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Stamp;
import dev.trellis.revision.Step;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import dev.trellis.script.Body;
import dev.trellis.script.LocatedOperation;
import dev.trellis.script.Script;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The same walk as {@link Runner}'s with another sink: a script for the database's own shell, made without a database.
 * What a compilation asks of the catalogue is answered from the schema that the scripts before it give when replayed.
 */
public final class OfflineScript {
    private final Dialect dialect;
    private final Branches branches;
    private final ParseContext reading;
    private final TableName versions;
    private final TableName history;
    private final HistoryEntryFactory recorder;
    private final Protection protection;
    private final ShellScriptWriter text;
    private final Listener listener;

    /**
     * @param steps are not run, and a part of the checksums of the scripts that run them
     * @param out takes the script, line by line
     */
    public OfflineScript(
            Dialect dialect,
            Branches branches,
            ParseContext reading,
            String versionTable,
            String historyTable,
            Protection protection,
            JavaSteps steps,
            Consumer<String> out,
            Listener listener) {
        this.dialect = dialect;
        this.branches = branches;
        this.reading = reading;
        this.versions = TableName.parse(versionTable);
        this.history = TableName.parse(historyTable);
        this.recorder = new HistoryEntryFactory(branches, dialect.syntax(), steps);
        this.protection = protection;
        this.text = new ShellScriptWriter(dialect, out);
        this.listener = listener;
    }

    /**
     * The script of a plan; where it begins with nothing, it creates Trellis's own tables too.
     *
     * @throws TrellisException with everything that protection refuses, before anything is written: nobody will look when the
     *     script runs, so raw SQL that says that it changes a protected table is refused too
     */
    public void write(Plan plan) {
        Map<String, Body> bodies = new PlanScripts(branches, reading, protection, null).of(plan);
        Problems problems = new Problems();
        for (Step step : plan.steps()) {
            Body body = bodies.get(step.revision().id());
            List<LocatedOperation> instructions = body == null ? null : PlanScripts.instructions(step, body);
            if (instructions != null) {
                protection.checkSql(branches.of(step.revision().id()), instructions, problems);
            }
        }
        problems.throwIfAny();
        Replay replay = new Replay(branches, reading);
        Catalog catalog = Catalog.replayed(replay.schema(plan.start()), replay.executed(plan.start()));
        text.prelude();
        if (plan.start().isEmpty() && plan.steps().stream().anyMatch(OfflineScript::isUp)) {
            ownTables();
        }
        plan.steps().forEach(step -> write(step, catalog));
    }

    private static boolean isUp(Step step) {
        return step.direction() == Direction.UPGRADE;
    }

    /** The script that writes the version rows and runs nothing. */
    public void write(Stamp stamp) {
        text.prelude();
        text.begin();
        move(stamp.removed(), stamp.added());
        stamp.added().forEach(revision -> record(recorder.written(revision, HistoryEntryFactory.STAMP)));
        text.commit();
    }

    /** The script that creates Trellis's own tables. */
    public void ownTables() {
        text.begin();
        List<Operation> tables = List.of(
                new CreateTable(VersionTable.table(versions)), new CreateTable(HistoryColumns.table(dialect, history)));
        MetadataTables.compile(dialect, Catalog.replayed(Schema.EMPTY), tables).stream()
                .map(CompiledStatement::sql)
                .forEach(text::statement);
        text.commit();
    }

    private void write(Step step, Catalog catalog) {
        Script script = branches.script(step.revision().id());
        if (script == null) {
            throw DatabaseException.unexplained(step.revision().id(), null);
        }
        Body body = script.body(reading);
        List<LocatedOperation> instructions = isUp(step) ? body.upgrade() : body.downgrade();
        if (instructions == null) {
            throw ScriptException.irreversible("revision " + step.revision().id() + " (" + script.display() + ")");
        }
        text.comment(HistoryEntryFactory.word(step.direction()) + " "
                + step.revision().id() + "  " + script.header().message());
        text.begin();
        write(instructions, catalog, step);
        move(step.removed(), step.added());
        record(recorder.entry(step, script, body, Instant.now(), 0, HistoryEntry.APPLIED, null));
        text.commit();
    }

    private void write(List<LocatedOperation> instructions, Catalog catalog, Step step) {
        List<Operation> together = new ArrayList<>();
        for (LocatedOperation instruction : instructions) {
            Operation operation = instruction.operation();
            if (operation instanceof RunJava run) {
                compile(together, catalog);
                leaveOut(run, step);
            } else if (operation instanceof Autocommit autocommit) {
                compile(together, catalog);
                text.commit();
                compile(new ArrayList<>(autocommit.operations()), catalog);
                text.begin();
            } else {
                together.add(operation);
            }
        }
        compile(together, catalog);
    }

    private void compile(List<Operation> together, Catalog catalog) {
        if (!together.isEmpty()) {
            dialect.compile(List.copyOf(together), catalog, command -> text.statement(command.sql()));
            together.clear();
        }
    }

    private void leaveOut(RunJava run, Step step) {
        String what = "the Java step '" + run.step() + "' of revision "
                + step.revision().id();
        text.comment("LEFT OUT: " + what + " cannot be said in SQL");
        listener.note("note: " + what + " cannot be said in SQL and is left out of the script");
    }

    private void move(Set<String> removed, Set<String> added) {
        String table = MetadataTables.quote(dialect, versions);
        String column = dialect.quote(VersionTable.COLUMN);
        for (String gone : removed) {
            text.statement("DELETE FROM " + table + " WHERE " + column + " = " + dialect.literal(gone));
        }
        for (String come : added) {
            text.statement("INSERT INTO " + table + " (" + column + ") VALUES (" + dialect.literal(come) + ")");
        }
    }

    private void record(HistoryEntry entry) {
        String columns =
                HistoryColumns.columnNames().stream().map(dialect::quote).collect(Collectors.joining(", "));
        String values = HistoryColumns.values(entry).stream()
                .map(value -> dialect.literal(value instanceof Long number ? BigDecimal.valueOf(number) : value))
                .collect(Collectors.joining(", "));
        text.statement(
                "INSERT INTO " + MetadataTables.quote(dialect, history) + " (" + columns + ") VALUES (" + values + ")");
    }
}
