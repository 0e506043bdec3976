package dev.trellis.lint;

import java.util.List;

/**
 * One rule. It overrides one of the two methods; a plugin may contribute further ones. Stateless.
 */
public interface LintRule {

    /** Its stable name, in lower case with underscores, by which scripts suppress it. */
    String name();

    /** One sentence on what it finds. */
    String describe();

    /** Looks at one operation of an upgrade; at what {@code autocommit} wraps one by one. */
    default List<Finding> check(OperationContext moment) {
        return List.of();
    }

    /**
     * Whether raw SQL is shown to it too, as the operations that it comes to, as far as its text tells: columns that are
     * added or altered, indexes and constraints that are created, and renames.
     */
    default boolean readsSql() {
        return false;
    }

    /** Looks at a revision as a whole. */
    default List<Finding> check(RevisionContext subject) {
        return List.of();
    }
}
