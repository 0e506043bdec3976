package dev.trellis.internal.command;

import dev.trellis.SquashRequest.Underived;
import dev.trellis.dialect.Dialect;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.internal.script.SqlScript;
import dev.trellis.internal.workspace.Dialects;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RunJava;
import dev.trellis.report.SquashReport.UnderivedOperation;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Revision;
import dev.trellis.schema.SqlText;
import dev.trellis.script.LocatedOperation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The operations of replaced scripts whose effects cannot be derived: raw SQL, rows and Java steps. A script declares with
 * {@code db_create} whether a new database needs them; for the other scripts, the request decides.
 */
final class UnderivedOperations {
    private final Workspace workspace;
    private final Underived decision;
    private final List<Operation> operations = new ArrayList<>();
    private final List<UnderivedOperation> kept = new ArrayList<>();
    private final List<UnderivedOperation> omitted = new ArrayList<>();
    private final List<UnderivedOperation> undecided = new ArrayList<>();
    private boolean isDeclared;

    private UnderivedOperations(Workspace workspace, Underived decision) {
        this.workspace = workspace;
        this.decision = decision;
    }

    /**
     * Collects the operations.
     *
     * @throws SquashException {@code needs_consent} if neither a script nor the request decides
     */
    static UnderivedOperations of(Workspace workspace, SquashedRange range, Underived decision) {
        UnderivedOperations collected = new UnderivedOperations(workspace, decision);
        Branches branches = workspace.branches();
        for (Revision revision : range.squashed()) {
            collected.add(revision, SquashedRange.script(branches, revision));
        }
        if (!collected.undecided.isEmpty()) {
            throw SquashException.undecided(
                    range.branch().label() + "@" + range.last().id(), collected.undecided);
        }
        return collected;
    }

    /** Returns the operations to copy to the baseline, in order. */
    List<Operation> operations() {
        return operations;
    }

    List<UnderivedOperation> kept() {
        return kept;
    }

    List<UnderivedOperation> omitted() {
        return omitted;
    }

    /** Returns whether one of the operations to copy comes from a script with {@code db_create: true}. */
    boolean isDeclared() {
        return isDeclared;
    }

    private void add(Revision revision, MigrationScript script) {
        Boolean dbCreate = script.header().dbCreate();
        Underived treatment = dbCreate == null ? decision : dbCreate ? Underived.KEEP : Underived.OMIT;
        for (LocatedOperation located : underived(script)) {
            UnderivedOperation line = new UnderivedOperation(
                    revision.id(),
                    located.location().toString(),
                    located.operation().describe());
            switch (treatment) {
                case KEEP -> {
                    operations.add(located.operation());
                    kept.add(line);
                    isDeclared |= dbCreate != null;
                }
                case OMIT -> omitted.add(line);
                case REFUSE -> undecided.add(line);
            }
        }
    }

    private List<LocatedOperation> underived(MigrationScript script) {
        List<LocatedOperation> upgrade = hasSectionsByDialect(script)
                ? bySection(script)
                : script.body(workspace.parsing()).upgrade();
        List<LocatedOperation> underived = new ArrayList<>();
        for (LocatedOperation located : upgrade) {
            if (located.operation() instanceof Autocommit autocommit) {
                List<Operation> inner = autocommit.operations().stream()
                        .filter(UnderivedOperations::isUnderived)
                        .toList();
                if (!inner.isEmpty()) {
                    underived.add(new LocatedOperation(new Autocommit(inner), located.location()));
                }
            } else if (isUnderived(located.operation())) {
                underived.add(located);
            }
        }
        return underived;
    }

    private static boolean isUnderived(Operation operation) {
        return operation instanceof ExecuteSql || operation instanceof BulkInsert || operation instanceof RunJava;
    }

    private boolean hasSectionsByDialect(MigrationScript script) {
        return sections(script).sections().stream()
                .anyMatch(section -> section.direction() == Direction.UPGRADE && section.dialect() != null);
    }

    private SqlScript sections(MigrationScript script) {
        ScriptFile file = Objects.requireNonNull(script.file());
        return file.name().endsWith(".sql")
                ? SqlScript.read(
                        file.text(), file.display(), workspace.parsing().dialects())
                : new SqlScript("", List.of());
    }

    /** Returns the statements of the sections for all dialects, each with the dialects that run it. */
    private List<LocatedOperation> bySection(MigrationScript script) {
        SqlScript sections = sections(script);
        List<Dialect> dialects = Dialects.all(workspace.extensions());
        Map<List<Operation>, List<String>> dialectsByOperations = new LinkedHashMap<>();
        Map<List<Operation>, List<LocatedOperation>> located = new LinkedHashMap<>();
        for (Dialect dialect : dialects) {
            if (sections.section(Direction.UPGRADE, dialect.name()).isPresent()) {
                List<LocatedOperation> upgrade = script.body(ParseContext.of(
                                dialect, dialects, workspace.configuration().naming()))
                        .upgrade();
                List<Operation> bare =
                        upgrade.stream().map(LocatedOperation::operation).toList();
                dialectsByOperations
                        .computeIfAbsent(bare, none -> new ArrayList<>())
                        .add(dialect.name());
                located.putIfAbsent(bare, upgrade);
            }
        }
        List<LocatedOperation> all = new ArrayList<>();
        dialectsByOperations.forEach((bare, names) -> {
            for (LocatedOperation each : Objects.requireNonNull(located.get(bare))) {
                all.add(new LocatedOperation(forDialects(each.operation(), names), each.location()));
            }
        });
        return all;
    }

    private static Operation forDialects(Operation operation, List<String> names) {
        if (operation instanceof Autocommit autocommit) {
            return new Autocommit(autocommit.operations().stream()
                    .map(each -> forDialects(each, names))
                    .toList());
        }
        String sql = operation instanceof ExecuteSql execute ? execute.sql().single() : null;
        if (sql == null) {
            return operation;
        }
        Map<String, String> texts = new TreeMap<>();
        names.forEach(name -> texts.put(name, sql));
        return new ExecuteSql(new SqlText(texts));
    }
}
