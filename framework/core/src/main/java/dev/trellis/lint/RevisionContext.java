package dev.trellis.lint;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.Location;
import dev.trellis.script.Body;
import dev.trellis.script.Script;
import org.jspecify.annotations.Nullable;

/**
 * The revision that a rule inspects.
 *
 * @param branch the branch that the revision belongs to
 * @param body the operations of the upgrade and of the downgrade, parsed for {@code dialect}
 * @param dialect the database that the revision is checked for
 */
public record RevisionContext(Script script, Branch branch, Body body, Dialect dialect, OtherBranches otherBranches) {

    /** Returns a finding about the revision as a whole; the parameters are those of {@link Finding}. */
    public Finding finding(LintRule rule, String message, String instead, @Nullable String yaml) {
        return finding(rule, Location.of(script.display()), message, instead, yaml);
    }

    /** Returns a finding about one place in the revision; the parameters are those of {@link Finding}. */
    public Finding finding(LintRule rule, Location location, String message, String instead, @Nullable String yaml) {
        return Finding.in(this, rule.name(), location, message, instead).withYaml(yaml);
    }
}
