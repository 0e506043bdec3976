package dev.trellis.internal.lint;

import dev.trellis.branch.Branch;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.lint.OtherBranches;
import dev.trellis.lint.RevisionContext;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.revision.Revision;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import dev.trellis.script.Body;
import dev.trellis.script.LocatedOperation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Goes through all scripts in order, and has the rules look at those that are asked for. */
public final class Linter {
    private final Branches branches;
    private final ParseContext reading;
    private final Protection protection;
    private final Dependencies dependencies;
    private final List<LintRule> rules;

    /** @param reading the database that the scripts are looked at for */
    public Linter(
            Branches branches,
            ParseContext reading,
            Protection protection,
            Dependencies dependencies,
            List<LintRule> rules) {
        this.branches = branches;
        this.reading = reading;
        this.protection = protection;
        this.dependencies = dependencies;
        this.rules = List.copyOf(rules);
    }

    /**
     * The findings, in the order in which the revisions run.
     *
     * @throws TrellisException when a script cannot be read
     */
    public List<Finding> of(Predicate<Revision> wanted) {
        List<Finding> findings = new ArrayList<>();
        Schema schema = Schema.EMPTY;
        for (Revision revision : branches.graph().order()) {
            Branch branch = branches.of(revision.id());
            MigrationScript script = branches.script(revision.id());
            if (branch != null && script != null) {
                Body body = script.body(reading);
                RevisionContext subject = new RevisionContext(
                        script, branch, body, reading.dialect(), otherBranches(branch, revision.id()));
                Pass pass = new Pass(subject, wanted.test(revision) ? rules : List.of(), schema);
                schema = pass.through();
                if (wanted.test(revision)) {
                    findings.addAll(Suppression.of(subject, rules, pass.findings));
                }
            }
        }
        return findings;
    }

    private OtherBranches otherBranches(Branch branch, String revision) {
        return new OtherBranches() {
            @Override
            public Optional<OwnedTable> protectedTable(TableName table) {
                return protection.appliesTo(branch)
                        ? Optional.ofNullable(protection.protectedTable(table))
                                .map(name -> new OwnedTable(name, protection.ownerOf(name)))
                        : Optional.empty();
            }

            @Override
            public Optional<String> missingDependency(ForeignKey key) {
                return Optional.ofNullable(dependencies.missing(revision, key));
            }
        };
    }

    /** Finds the revision that a foreign key requires. */
    public interface Dependencies {
        /** Returns the identifier that the revision should depend on and does not; null if nothing is missing. */
        @Nullable
        String missing(String revision, ForeignKey key);
    }

    /** One revision being gone through. */
    private static final class Pass {
        private final RevisionContext subject;
        private final List<LintRule> rules;
        private final List<Finding> findings = new ArrayList<>();
        private final Set<TableName> created = new HashSet<>();
        private Schema schema;

        Pass(RevisionContext subject, List<LintRule> rules, Schema schema) {
            this.subject = subject;
            this.rules = rules;
            this.schema = schema;
        }

        Schema through() {
            rules.forEach(rule -> findings.addAll(rule.check(subject)));
            for (LocatedOperation instruction : subject.body().upgrade()) {
                if (instruction.operation() instanceof Autocommit autocommit) {
                    autocommit.operations().forEach(each -> meet(each, instruction, true));
                } else {
                    meet(instruction.operation(), instruction, false);
                }
            }
            return schema;
        }

        private void meet(Operation operation, LocatedOperation instruction, boolean autocommit) {
            OperationContext moment =
                    new OperationContext(subject, operation, instruction.at(), schema, created, autocommit);
            rules.forEach(rule -> findings.addAll(rule.check(moment)));
            if (operation instanceof ExecuteSql execute) {
                created.addAll(RawSql.created(execute, subject.dialect()));
                RawOperations.of(execute, subject.dialect(), schema)
                        .forEach(each -> read(each, instruction, autocommit));
            }
            if (operation instanceof CreateTable create) {
                created.add(create.table().name());
            } else if (operation instanceof RenameTable rename && created.remove(rename.table())) {
                created.add(rename.table().renamed(rename.to()));
            }
            try {
                schema = operation.apply(schema, subject.dialect().quoting());
            } catch (TrellisException e) {
                // It works on what raw SQL has made, which no replay can know.
            }
        }

        /** What raw SQL comes to is no operation of the script: only rules that ask for it look at it. */
        private void read(Operation operation, LocatedOperation instruction, boolean autocommit) {
            OperationContext moment =
                    new OperationContext(subject, operation, instruction.at(), schema, created, autocommit);
            rules.stream().filter(LintRule::readsSql).forEach(rule -> findings.addAll(rule.check(moment)));
        }
    }
}
