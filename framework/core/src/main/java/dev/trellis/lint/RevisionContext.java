package dev.trellis.lint;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.Location;
import dev.trellis.internal.protection.Protection;
import dev.trellis.schema.ForeignKey;
import dev.trellis.script.Body;
import dev.trellis.script.Script;
import org.jspecify.annotations.Nullable;

/**
 * The revision that is looked at.
 *
 * @param dialect the database that it is looked at for
 * @param references what a foreign key needs
 */
public record RevisionContext(
        Script script, Branch branch, Body body, Dialect dialect, Protection protection, References references) {

    /** Tells what a foreign key needs (DESIGN section 6, rule 3). */
    public interface References {
        /** The revision to depend on that this one does not yet imply; null when nothing is missing. */
        @Nullable
        String missing(String revision, ForeignKey key);
    }

    /** A finding about the revision as a whole. */
    public Finding finding(LintRule rule, String message, String instead, @Nullable String yaml) {
        return finding(rule, Location.of(script.display()), message, instead, yaml);
    }

    /** A finding about the revision, at a place in it. */
    public Finding finding(LintRule rule, Location at, String message, String instead, @Nullable String yaml) {
        return new Finding(rule.name(), branch.label(), script.id(), at, message, instead, yaml);
    }
}
