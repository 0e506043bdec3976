package dev.trellis.internal.run;

import dev.trellis.Listener;
import dev.trellis.branch.Branch;
import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.ShellReset;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.internal.state.HistoryColumns;
import dev.trellis.internal.state.HistoryEntryFactory;
import dev.trellis.internal.state.MetadataTables;
import dev.trellis.internal.state.VersionTable;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RunJava;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.HistoryEntry.Action;
import dev.trellis.report.HistoryEntry.Outcome;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Stamp;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import dev.trellis.script.LocatedOperation;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the statements of a run as a script for the database's own shell, without a database. Queries of the catalogue are
 * answered from the schema that results from applying the earlier scripts to an empty one.
 */
public final class OfflineScript {
    private final ScriptContext scripts;
    private final Branches branches;
    private final Dialect dialect;
    private final TableName versions;
    private final TableName history;
    private final HistoryEntryFactory entries;
    private final Consumer<String> out;
    /**
     * The lines of the script, which are written to {@link #out} when the script is complete. An error leaves no incomplete
     * script.
     */
    private final List<String> lines = new ArrayList<>();

    private final List<String> leftOut = new ArrayList<>();
    private final Target target;
    private final Listener listener;

    /**
     * Creates the writer of an offline script.
     *
     * @param scripts the scripts; their Java steps are not run, but are included in the checksums of the scripts
     * @param target the database, to which Trellis does not connect
     * @param out takes the script, line by line
     */
    public OfflineScript(
            ScriptContext scripts, TableNames tables, Target target, Consumer<String> out, Listener listener) {
        this.scripts = scripts;
        this.branches = scripts.branches();
        this.dialect = scripts.parsing().dialect();
        this.versions = TableName.parse(tables.versions());
        this.history = TableName.parse(tables.history());
        this.target = target;
        this.entries = new HistoryEntryFactory(branches, scripts.parsing(), scripts.steps());
        this.out = out;
        this.listener = listener;
    }

    /**
     * The database of the configuration.
     *
     * @param url its URL
     * @param schema the default schema; null if none is configured
     */
    public record Target(String url, @Nullable String schema) {}

    /** The configured names of Trellis's own tables. */
    public record TableNames(String versions, String history) {}

    /**
     * Writes the script of a plan. If the plan starts at an empty database, the script creates Trellis's own tables too.
     *
     * @throws TrellisException with every operation that protection refuses, before anything is written. Protection also
     *     refuses raw SQL that changes a protected table, because Trellis cannot check the tables when the script runs
     */
    public void write(Plan plan) {
        List<ParsedStep> steps = new PlanScripts(scripts, false).parse(plan);
        Problems problems = new Problems();
        for (ParsedStep step : steps) {
            scripts.protection().checkTablesInSql(branches.of(step.id()), step.operations(), problems);
        }
        problems.throwIfAny();
        OfflineStatements output = output(plan.start());
        output.prelude(dialect.shellSchema(target.url(), target.schema()));
        if (plan.start().isEmpty() && plan.steps().stream().anyMatch(step -> step.direction() == Direction.UPGRADE)) {
            writeMetadataTables(output);
        }
        EnumerationOwners owners = new EnumerationOwners(branches, scripts.parsing());
        for (ParsedStep step : steps) {
            Branch branch = branches.of(step.id());
            output.ofBranch(catalog -> new BranchCatalog(catalog, owners, scripts.protection(), branch, true));
            write(step, output);
        }
        finish();
    }

    private void finish() {
        lines.forEach(out);
        leftOut.forEach(listener::note);
    }

    /**
     * Returns the statements of operations as lines for the database's own shell.
     *
     * @param catalog the objects before the operations; it changes with each operation
     */
    public static List<String> lines(Dialect dialect, Catalog catalog, List<Operation> operations) {
        List<String> lines = new ArrayList<>();
        OfflineStatements output = new OfflineStatements(dialect, catalog, lines::add);
        dialect.compile(operations, catalog, statement -> output.statement(statement.sql()));
        return lines;
    }

    /** Writes the script that moves the heads and runs nothing. */
    public void write(Stamp stamp) {
        OfflineStatements output = output(Heads.none());
        output.prelude(dialect.shellSchema(target.url(), target.schema()));
        output.begin();
        moveHeads(stamp.removed(), stamp.added(), output);
        stamp.added().forEach(revision -> record(entries.stamped(revision, Action.STAMP), output));
        output.commit();
        finish();
    }

    /** Writes the script that creates Trellis's own tables. */
    public void writeMetadataTables() {
        OfflineStatements output = output(Heads.none());
        output.prelude(dialect.shellSchema(target.url(), target.schema()));
        writeMetadataTables(output);
        finish();
    }

    private OfflineStatements output(Heads start) {
        return new OfflineStatements(
                dialect,
                new Replay(branches, scripts.parsing()).catalog(start, scripts.protection(), target.schema()),
                lines::add);
    }

    private void writeMetadataTables(OfflineStatements output) {
        output.begin();
        List<Operation> tables = List.of(
                new CreateTable(VersionTable.table(versions)), new CreateTable(HistoryColumns.table(dialect, history)));
        MetadataTables.compile(dialect, Catalog.ofSchema(Schema.EMPTY), tables).stream()
                .map(CompiledStatement::sql)
                .forEach(output::statement);
        output.commit();
    }

    private void write(ParsedStep step, OfflineStatements output) {
        HistoryEntryFactory.Attempt attempt = HistoryEntryFactory.Attempt.of(step.step(), step.script(), step.body());
        output.comment(attempt.action() + " " + step.id() + "  "
                + step.script().header().message());
        output.begin();
        for (Segment segment : Segment.split(step.operations(), 0)) {
            if (segment instanceof Segment.JavaCall call) {
                leaveOut(call.run(), step, output);
            } else if (segment instanceof Segment.OutsideTransaction outside) {
                output.commit();
                output.compile(dialect, inner(outside.located()));
                output.begin();
            } else if (segment instanceof Segment.Operations operations) {
                output.compile(dialect, operations.operations());
            }
        }
        ShellReset reset = reset(step);
        output.lines(reset.inTransaction());
        moveHeads(step.step().removed(), step.step().added(), output);
        record(entries.entry(attempt, Duration.ZERO, Outcome.APPLIED, null), output);
        output.commit();
        output.lines(reset.afterTransaction());
    }

    /** Returns the lines that reset the session of the shell after the raw SQL of a revision. */
    private ShellReset reset(ParsedStep step) {
        List<String> statements = new ArrayList<>();
        for (LocatedOperation located : step.operations()) {
            for (LocatedOperation each : inner(located)) {
                String sql = each.operation() instanceof ExecuteSql execute
                        ? execute.sql().in(dialect.name())
                        : null;
                if (sql != null && !sql.isBlank()) {
                    SqlSplitter.split(sql, dialect.syntax(), "statement", 1)
                            .forEach(part -> statements.add(part.text()));
                }
            }
        }
        return statements.isEmpty() ? ShellReset.NONE : dialect.shellReset(statements, target.url(), target.schema());
    }

    static List<LocatedOperation> inner(LocatedOperation located) {
        return located.operation() instanceof Autocommit autocommit
                ? autocommit.operations().stream()
                        .map(operation -> new LocatedOperation(operation, located.location()))
                        .toList()
                : List.of(located);
    }

    private void leaveOut(RunJava run, ParsedStep step, OfflineStatements output) {
        String name = "the Java step '" + run.step() + "' of revision " + step.id();
        output.comment("LEFT OUT: " + name + " cannot be expressed in SQL");
        output.catalog().applied(run, dialect.quoting());
        leftOut.add(name + " cannot be expressed in SQL and is left out of the script");
    }

    private void moveHeads(Set<String> removed, Set<String> added, OfflineStatements output) {
        String table = MetadataTables.quote(dialect, versions);
        String column = dialect.quote(VersionTable.COLUMN);
        for (String revision : removed) {
            output.statement("DELETE FROM " + table + " WHERE " + column + " = " + dialect.literal(revision));
        }
        for (String revision : added) {
            output.statement("INSERT INTO " + table + " (" + column + ") VALUES (" + dialect.literal(revision) + ")");
        }
    }

    private void record(HistoryEntry entry, OfflineStatements output) {
        Map<String, @Nullable Object> row = HistoryColumns.values(entry);
        String columns = row.keySet().stream().map(dialect::quote).collect(Collectors.joining(", "));
        String values = row.values().stream()
                .map(value -> dialect.literal(value instanceof Long number ? BigDecimal.valueOf(number) : value))
                .collect(Collectors.joining(", "));
        output.statement(
                "INSERT INTO " + MetadataTables.quote(dialect, history) + " (" + columns + ") VALUES (" + values + ")");
    }
}
