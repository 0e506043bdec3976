package dev.trellis.lint;

import java.util.List;

/**
 * A rule of the {@code lint} command. A rule overrides one of the two {@code check} methods. It has no state, because one
 * instance checks all revisions.
 *
 * <pre>{@code
 * public final class TableComment implements LintRule {
 *     public String name() {
 *         return "table_comment";
 *     }
 *
 *     public String describe() {
 *         return "A table is created without a comment.";
 *     }
 *
 *     public List<Finding> check(OperationContext context) {
 *         return context.operation() instanceof CreateTable create && create.table().comment() == null
 *                 ? List.of(context.finding(this, "table " + create.table().name() + " has no comment",
 *                         "Say in a comment what a row is.", null))
 *                 : List.of();
 *     }
 * }
 * }</pre>
 *
 * A plugin registers its rules with {@link dev.trellis.inject.TrellisBinder#lintRule}.
 */
public interface LintRule {

    /**
     * Returns the stable name of the rule, in lower case with underscores. Scripts suppress the rule by this name:
     * {@code lint: {ignore: {table_comment: a scratch table}}}.
     */
    String name();

    /** Returns one sentence that describes the findings of the rule. */
    String describe();

    /** Checks one operation of an upgrade. The operations within an {@code autocommit} are checked one by one. */
    default List<Finding> check(OperationContext context) {
        return List.of();
    }

    /**
     * Returns whether the rule also checks raw SQL. Trellis then converts the SQL to the equivalent operations, as far as
     * they add or alter columns, create indexes or constraints, or rename something, and passes each operation to
     * {@link #check(OperationContext)}. SQL that Trellis cannot parse is not checked.
     */
    default boolean readsSql() {
        return false;
    }

    /** Checks a revision as a whole. */
    default List<Finding> check(RevisionContext revision) {
        return List.of();
    }
}
