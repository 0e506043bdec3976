package dev.trellis.internal.lint;

import dev.trellis.branch.Branch;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OtherBranches;
import dev.trellis.lint.RevisionContext;
import dev.trellis.revision.Revision;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import dev.trellis.script.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Replays all scripts in order and applies the rules to the selected revisions. */
public final class Linter {
    private final Branches branches;
    private final ParseContext context;
    private final Protection protection;
    private final Dependencies dependencies;
    private final List<LintRule> rules;

    /**
     * Creates a linter for the scripts of some branches.
     *
     * @param context the settings for parsing the scripts, with the dialect for which the rules check them
     */
    public Linter(
            Branches branches,
            ParseContext context,
            Protection protection,
            Dependencies dependencies,
            List<LintRule> rules) {
        this.branches = branches;
        this.context = context;
        this.protection = protection;
        this.dependencies = dependencies;
        this.rules = List.copyOf(rules);
    }

    /** Finds the revision that a foreign key requires. */
    public interface Dependencies {
        /** Returns the identifier that the revision should depend on but does not; null if nothing is missing. */
        @Nullable
        String missing(String revision, ForeignKey key);
    }

    /**
     * Returns the findings in the order in which the revisions run.
     *
     * @param isSelected whether a revision is checked; other revisions are only replayed
     * @throws TrellisException with the problems of all scripts
     */
    public List<Finding> check(Predicate<Revision> isSelected) {
        return check(isSelected, revision -> false);
    }

    /**
     * Returns the findings in the upgrades of some revisions and in the downgrades of others. A header cannot suppress a
     * finding in a downgrade, because its reason is about the upgrade.
     *
     * @throws TrellisException with the problems of all scripts
     */
    public List<Finding> check(Predicate<Revision> isSelected, Predicate<Revision> isDowngraded) {
        Replay replay = new Replay(isSelected, isDowngraded);
        branches.readBodies(context, replay);
        return replay.findings;
    }

    /** Applies the scripts to a schema, one after the other, and collects the findings of the selected ones. */
    private final class Replay implements BiConsumer<MigrationScript, Body> {
        private final Predicate<Revision> isSelected;
        private final Predicate<Revision> isDowngraded;
        private final List<Finding> findings = new ArrayList<>();
        private final ExecutedSql executed = new ExecutedSql();
        private Schema schema = Schema.EMPTY;

        Replay(Predicate<Revision> isSelected, Predicate<Revision> isDowngraded) {
            this.isSelected = isSelected;
            this.isDowngraded = isDowngraded;
        }

        @Override
        public void accept(MigrationScript script, Body body) {
            Branch branch = branches.of(script.id());
            if (branch == null) {
                return;
            }
            RevisionContext inspected =
                    new RevisionContext(script, branch, body, context.dialect(), otherBranches(branch, script.id()));
            boolean selected = isSelected.test(script.revision());
            RevisionCheck check = new RevisionCheck(inspected, selected ? rules : List.of(), schema, executed);
            schema = check.run();
            if (selected) {
                findings.addAll(Suppression.apply(inspected, rules, check.findings()));
            }
            if (isDowngraded.test(script.revision())) {
                RevisionCheck downgrade = new RevisionCheck(inspected, rules, schema, executed.copy());
                downgrade.runDowngrade();
                findings.addAll(downgrade.findings());
            }
        }
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
            public Optional<Branch> protectorOf(DefinitionName definition) {
                return protection.appliesTo(branch) ? protection.protectorOf(definition) : Optional.empty();
            }

            @Override
            public Optional<String> missingDependency(ForeignKey key) {
                return Optional.ofNullable(dependencies.missing(revision, key));
            }
        };
    }
}
